/** One's own sessions: in which browsers one is signed in, and the end of those that should not be. */
import { Badge, Button, Group } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../api/ask.ts";
import { asking, queries } from "../api/queries.ts";
import { useInstantText } from "../pieces/instant-text.ts";
import { Loading, Refusal } from "../pieces/states.tsx";

export function OwnSessions({ account }: { readonly account: string }) {
  const { t } = useTranslation("settings");
  const instant = useInstantText();
  const params = { account };
  const { data, error, refetch } = useQuery(asking("GET /api/v1/accounts/{account}/sessions", { params }));
  const end = useMutation({
    mutationFn: async (sessions: readonly string[]) => {
      for (const session of sessions)
        await ask("DELETE /api/v1/accounts/{account}/sessions/{session}", { params: { account, session } });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["GET /api/v1/accounts/{account}/sessions"] }),
  });
  const others = data?.value.items.filter(({ own }) => !own).map(({ session }) => session) ?? [];
  return (
    <section className="sheet" aria-labelledby="settings-sessions">
      <Group justify="space-between">
        <h2 id="settings-sessions" className="sheet-title">
          {t("sessions.title")}
        </h2>
        {others.length > 0 && (
          <Button
            size="compact-xs"
            variant="default"
            loading={end.isPending}
            onClick={() => end.mutate(others)}
          >
            {t("sessions.endOthers")}
          </Button>
        )}
      </Group>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : (
        <table className="settings-table">
          <thead>
            <tr>
              <th scope="col">{t("sessions.browser")}</th>
              <th scope="col">{t("sessions.method")}</th>
              <th scope="col">{t("sessions.began")}</th>
              <th scope="col">{t("sessions.used")}</th>
              <th scope="col">
                <span className="unseen">{t("ways.change")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.value.items.map(({ session, device, method, began, used, own }) => (
              <tr key={session}>
                <th scope="row">
                  {device === "" ? t("sessions.unknown") : device}{" "}
                  {own && (
                    <Badge size="sm" variant="light" color="gray" tt="none">
                      {t("sessions.own")}
                    </Badge>
                  )}
                </th>
                <td>{t(`sessions.methods.${method}`)}</td>
                <td>{instant(began)}</td>
                <td>{instant(used)}</td>
                <td className="settings-do">
                  {!own && (
                    <Button
                      size="compact-xs"
                      variant="default"
                      onClick={() => end.mutate([session])}
                      aria-label={t("sessions.endOne", { device, began: instant(began) })}
                    >
                      {t("sessions.end")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {end.error !== null && <Refusal error={end.error} />}
    </section>
  );
}
