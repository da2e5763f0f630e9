/** For a newcomer to the demo: what this is, the way into the studio, and a role by one click. */
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Registry } from "../api/generated/routes.ts";
import { useMe } from "../shell/me.ts";
import { RoleButtons } from "./role-buttons.tsx";

/** The demo's own story: the day before a council decided, and the agreement that it was about. */
const STORY = {
  registry: "cern-2024",
  day: "2023-12-15",
  role: "legal-service",
  studio: "/studio?knownOn=2023-12-15&agreement=ICA-RU",
} as const;

export function Welcome({ registry }: { readonly registry: Registry | undefined }) {
  const { t } = useTranslation("now");
  const me = useMe();
  if (!me.demo || me.account !== null) return null;
  const isStory = registry?.registry === STORY.registry;
  return (
    <section className="sheet welcome" aria-label={t("welcome.title")}>
      <div>
        <h1>{t("welcome.title")}</h1>
        <p>{t("welcome.what")}</p>
        <RoleButtons
          only={STORY.role}
          returnTo={isStory ? STORY.studio : "/studio"}
          label={t("welcome.studio")}
        />
        {isStory && (
          <p className="quiet">
            <Button component="a" href={`/?knownOn=${STORY.day}`} variant="subtle" size="compact-sm">
              {t("welcome.then")}
            </Button>
          </p>
        )}
      </div>
      <div>
        <h2>{t("welcome.roles")}</h2>
        <RoleButtons returnTo="/" />
        <p className="quiet">{t("welcome.rolesMore")}</p>
      </div>
    </section>
  );
}
