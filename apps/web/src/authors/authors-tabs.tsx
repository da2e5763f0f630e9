/** The pages of this room. */
import { useTranslation } from "react-i18next";
import { RoomTabs } from "../pieces/room-tabs.tsx";
import "./authors.css";

export function AuthorsTabs() {
  const { t } = useTranslation("authors");
  return (
    <RoomTabs
      label={t("title")}
      tabs={[
        { to: "/authors", title: t("tabs.print") },
        { to: "/authors/replay", title: t("tabs.replay") },
        { to: "/authors/shares", title: t("tabs.shares") },
      ]}
    />
  );
}
