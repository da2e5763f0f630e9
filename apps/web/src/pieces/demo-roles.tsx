/** The demo's roles, each taken on by one click. Nothing where the demo is off. */
import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";

interface Properties {
  /** Where one is taken then: a path of this server. */
  readonly returnTo: string;
  /** Only these roles, in this order: `["scientist", "legal-service"]`. */
  readonly only?: readonly string[];
}

/** Plain forms: they work as the sign-in page's own, and leave no answer of the role before in this page's memory. */
export function DemoRoles({ returnTo, only }: Properties) {
  const { t } = useTranslation("pieces");
  const { data } = useQuery({ ...asking("GET /api/v1/ways-in", {}), staleTime: 60 * 60_000 });
  const all = data?.value.demoRoles ?? [];
  const roles = only === undefined ? all : only.flatMap((name) => all.find((one) => one.name === name) ?? []);
  if (data === undefined || roles.length === 0) return null;
  return (
    <Group gap="xs">
      {roles.map(({ name, title }) => (
        <form key={name} method="post" action="/sign-in/demo">
          <input type="hidden" name="form" value={data.value.form} />
          <input type="hidden" name="returnTo" value={returnTo} />
          <input type="hidden" name="role" value={name} />
          <Button type="submit" variant="default" size="sm">
            {t(`roles.${name}`, { defaultValue: title })}
          </Button>
        </form>
      ))}
    </Group>
  );
}
