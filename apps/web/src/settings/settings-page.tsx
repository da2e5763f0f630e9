/** Settings: one's own account, this browser, and for those who administer, everybody's accounts and the keys. */
import { Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DemoRoles } from "../pieces/demo-roles.tsx";
import { Loading } from "../pieces/states.tsx";
import { useMe } from "../shell/me.ts";
import { AccountsCard } from "./accounts-card.tsx";
import { KeysCard } from "./keys-card.tsx";
import { OwnSessions } from "./own-sessions.tsx";
import { OwnWays } from "./own-ways.tsx";
import { ThisBrowser } from "./this-browser.tsx";
import "./settings.css";

export function SettingsPage() {
  const { t } = useTranslation(["settings", "pieces"]);
  const me = useMe();
  const roles = me.grants.map(({ role }) => role);
  const seesAccounts = roles.includes("administrator") || roles.includes("auditor");
  return (
    <Stack gap="md">
      <Title order={1}>{t("title")}</Title>
      {!me.isKnown && <Loading />}
      <div className="settings-columns">
        <Stack gap="md" miw={0}>
          <section className="sheet" aria-labelledby="settings-account">
            <h2 id="settings-account" className="sheet-title">
              {t("account.title")}
            </h2>
            {me.method === "one-factor" ? (
              <Text size="sm">{t("account.oneFactor")}</Text>
            ) : me.method === "link" ? (
              <Text size="sm">{t("account.byLink")}</Text>
            ) : me.account === null ? (
              <Text size="sm">
                {t("account.none")} <a href="/sign-in?returnTo=/settings">{t("account.signIn")}</a>
              </Text>
            ) : (
              <dl className="settings-facts">
                <dt>{t("account.id")}</dt>
                <dd>
                  <code>{me.account}</code>
                  {me.title !== null && <> · {me.title}</>}
                </dd>
                <dt>{t("account.offices")}</dt>
                <dd>
                  {me.grants.length === 0
                    ? t("account.noOffice")
                    : me.grants.map(({ role, of }) => (
                        <span key={`${role} ${of ?? ""}`} className="settings-line">
                          {t(`pieces:roles.${role}`)}
                          {of !== undefined && `, ${of}`}
                        </span>
                      ))}
                </dd>
                {me.purposes.length > 0 && (
                  <>
                    <dt>{t("account.purposes")}</dt>
                    <dd>
                      {me.purposes.map((one) => (
                        <span key={one} className="settings-line">
                          {t(`pieces:purpose.of.${one}`, { defaultValue: one })}
                        </span>
                      ))}
                    </dd>
                  </>
                )}
              </dl>
            )}
          </section>
          {me.method !== null && <OwnWays />}
          {me.account !== null && <OwnSessions account={me.account} />}
          {seesAccounts && <AccountsCard mayChange={roles.includes("administrator")} />}
        </Stack>
        <Stack gap="md" miw={0}>
          <ThisBrowser />
          {me.demo && (
            <section className="sheet" aria-labelledby="settings-demo">
              <h2 id="settings-demo" className="sheet-title">
                {t("demo.title")}
              </h2>
              <Text size="sm" mb="xs">
                {t("demo.explained")}
              </Text>
              <DemoRoles returnTo="/settings" />
            </section>
          )}
          {seesAccounts && <KeysCard />}
        </Stack>
      </div>
    </Stack>
  );
}
