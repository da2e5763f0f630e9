/** One's own ways to sign in: passkeys and providers, added and taken away. Whoever changes them has just shown who they are. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../api/ask.ts";
import { asking, queries } from "../api/queries.ts";
import { useInstantText } from "../pieces/instant-text.ts";
import { useKept } from "../pieces/kept.ts";
import { Loading, Refusal } from "../pieces/states.tsx";

const again = async (): Promise<void> => {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ["GET /api/v1/me/ways"] }),
    queries.invalidateQueries({ queryKey: ["GET /api/v1/me"] }),
    queries.invalidateQueries({ queryKey: ["GET /api/v1/accounts/{account}/sessions"] }),
  ]);
};

/** The token that forms of this session carry: a new one each time, since signing in changes the session. */
const freshForm = async (): Promise<string> => (await ask("GET /api/v1/ways-in", {})).form;

export function OwnWays() {
  const { t } = useTranslation("settings");
  const instant = useInstantText();
  const { data, error, refetch } = useQuery(asking("GET /api/v1/me/ways", {}));
  const remove = useMutation({
    mutationFn: (factor: string) => ask("DELETE /api/v1/me/ways/{factor}", { params: { factor } }),
    onSuccess: again,
  });
  if (error !== null) return <Refusal error={error} again={() => void refetch()} />;
  return (
    <section className="sheet" aria-labelledby="settings-ways">
      <h2 id="settings-ways" className="sheet-title">
        {t("ways.title")}
      </h2>
      {data === undefined ? (
        <Loading />
      ) : (
        <Stack gap="sm">
          {data.value.ways.length === 0 ? (
            <Text size="sm">{t("ways.none")}</Text>
          ) : (
            <table className="settings-table">
              <thead>
                <tr>
                  <th scope="col">{t("ways.name")}</th>
                  <th scope="col">{t("ways.sort")}</th>
                  <th scope="col">{t("ways.since")}</th>
                  <th scope="col">
                    <span className="unseen">{t("ways.change")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.value.ways.map(({ factor, name, since, sort }) => (
                  <tr key={factor}>
                    <th scope="row">{name}</th>
                    <td>{t(`ways.sorts.${sort}`)}</td>
                    <td>{instant(since)}</td>
                    <td className="settings-do">
                      {data.value.mayRemove && (
                        <Button
                          size="compact-xs"
                          variant="default"
                          loading={remove.isPending}
                          onClick={() => remove.mutate(factor)}
                          aria-label={t("ways.removeOne", { name })}
                        >
                          {t("ways.remove")}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {remove.error !== null && <Refusal error={remove.error} />}
          {data.value.mayAdd ? <AddWay /> : <ShowAgain hasWays={data.value.ways.length > 0} />}
        </Stack>
      )}
    </section>
  );
}

function AddWay() {
  const { t } = useTranslation("settings");
  const { data } = useQuery(asking("GET /api/v1/ways-in", {}));
  const [{ label }, change, forget] = useKept("settings/passkey", { label: "" });
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const { options } = await ask("POST /sign-in/passkey/registration/options", {
        body: { form: await freshForm() },
      });
      const response = await startRegistration({ optionsJSON: options as never });
      await ask("POST /sign-in/passkey/registration", { body: { response: response as never, label } });
    },
    onSuccess: async () => {
      forget();
      await again();
    },
  });
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <Group align="flex-end" gap="xs">
          <TextInput
            label={t("ways.label")}
            placeholder={t("ways.labelExample")}
            maxLength={60}
            value={label}
            onChange={({ currentTarget }) => change({ label: currentTarget.value })}
          />
          <Button type="submit" loading={isPending}>
            {t("ways.add")}
          </Button>
        </Group>
      </form>
      {error !== null && <Refusal error={error} />}
      {data?.value.providers.map(({ name, title }) => (
        <form key={name} method="post" action={`/sign-in/oidc/${name}`}>
          <input type="hidden" name="form" value={data.value.form} />
          <input type="hidden" name="wanted" value="tie" />
          <Button type="submit" variant="default">
            {t("ways.addProvider", { title })}
          </Button>
        </form>
      ))}
    </>
  );
}

/** Before any of this is changed, one shows once more who one is. The demo's roles have nothing to show. */
function ShowAgain({ hasWays }: { readonly hasWays: boolean }) {
  const { t } = useTranslation("settings");
  const { data } = useQuery(asking("GET /api/v1/ways-in", {}));
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const { options } = await ask("POST /sign-in/passkey/options", { body: { form: await freshForm() } });
      const response = await startAuthentication({ optionsJSON: options as never });
      await ask("POST /sign-in/passkey", { body: { response: response as never, returnTo: "/settings" } });
    },
    onSuccess: again,
  });
  if (!hasWays) return <Text size="sm">{t("ways.demo")}</Text>;
  return (
    <>
      <Text size="sm">{t("ways.showAgain")}</Text>
      <Group gap="xs">
        <Button variant="default" loading={isPending} onClick={() => mutate()}>
          {t("ways.againPasskey")}
        </Button>
        {data?.value.providers.map(({ name, title }) => (
          <form key={name} method="post" action={`/sign-in/oidc/${name}`}>
            <input type="hidden" name="form" value={data.value.form} />
            <input type="hidden" name="wanted" value="again" />
            <input type="hidden" name="returnTo" value="/settings" />
            <Button type="submit" variant="default">
              {t("ways.againProvider", { title })}
            </Button>
          </form>
        ))}
      </Group>
      {error !== null && <Refusal error={error} />}
    </>
  );
}
