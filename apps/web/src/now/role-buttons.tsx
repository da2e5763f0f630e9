/** The demo's roles, each by one click: a form that the browser sends, as the sign-in page's own. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { Refusal } from "../pieces/states.tsx";

/** The form's token is good for two hours; after one another is asked for, in milliseconds. */
const FRESH = 3_600_000;

interface Properties {
  /** One role alone, as the page's main button. */
  readonly only?: string;
  /** Where one goes then. */
  readonly returnTo: string;
  /** What the button says, where it is not the role's name. */
  readonly label?: string;
}

export function RoleButtons({ only, returnTo, label }: Properties) {
  const { t } = useTranslation("now");
  const { data, error } = useQuery({ ...asking("GET /api/v1/ways-in", {}), staleTime: FRESH });
  if (error !== null) return <Refusal error={error} />;
  const { form = "", demoRoles = [] } = data?.value ?? {};
  return (
    <form method="post" action="/sign-in/demo" className="roles">
      <input type="hidden" name="form" value={form} />
      <input type="hidden" name="returnTo" value={returnTo} />
      {demoRoles
        .filter(({ name }) => only === undefined || name === only)
        .map(({ name, title }) => (
          <Button
            key={name}
            type="submit"
            name="role"
            value={name}
            variant={only === undefined ? "default" : "filled"}
            size={only === undefined ? "xs" : "md"}
          >
            {label ?? t(`roles.${name}`, { defaultValue: title })}
          </Button>
        ))}
    </form>
  );
}
