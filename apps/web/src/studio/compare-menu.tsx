/** Picks another draft to be laid beside this one. */
import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";

export function CompareMenu({ draft }: { readonly draft: string }) {
  const { t } = useTranslation("studio");
  const { data } = useQuery(asking("GET /api/v1/drafts", { query: { limit: 100 } }));
  const others = (data?.value.drafts ?? []).filter(({ id, withdrawn }) => id !== draft && withdrawn === null);
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default">{t("tools.compare")}</Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} className="scrolls">
        {others.length === 0 && <Menu.Label>{t("tools.noOther")}</Menu.Label>}
        {others.map(({ id, title }) => (
          <Menu.Item
            key={id}
            renderRoot={(rest) => (
              <Link to="/studio/$draft/compare/$other" params={{ draft, other: id }} {...rest} />
            )}
          >
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
