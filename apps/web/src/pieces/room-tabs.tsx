/** The pages of a room, below its title: links, so that each has an address. */
import "./sheets.css";
import { Link } from "@tanstack/react-router";

interface Tab {
  readonly to: string;
  readonly title: string;
  /** Parameters of the address, where it has some. */
  readonly params?: Readonly<Record<string, string>>;
}

export function RoomTabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <nav className="room-tabs" aria-label={label}>
      {tabs.map(({ to, title, params }) => (
        <Link
          key={to}
          to={to}
          {...(params === undefined ? {} : { params })}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ "data-here": true, "aria-current": "page" }}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
