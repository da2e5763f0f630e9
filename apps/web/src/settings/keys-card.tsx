/** How the keys stand under which personal data is sealed, and the chain of acts. */
import { Button, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../api/ask.ts";
import { asking } from "../api/queries.ts";
import { Loading, Refusal } from "../pieces/states.tsx";

export function KeysCard() {
  const { t, i18n } = useTranslation("settings");
  const figure = new Intl.NumberFormat(i18n.language === "fr" ? "fr-CH" : "en-GB");
  const { data, error, refetch } = useQuery(asking("GET /api/v1/registry/keys", {}));
  const verify = useMutation({ mutationFn: () => ask("GET /api/v1/registry/verification", {}) });
  return (
    <section className="sheet" aria-labelledby="settings-keys">
      <h2 id="settings-keys" className="sheet-title">
        {t("keys.title")}
      </h2>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={3} />
      ) : (
        <dl className="settings-figures">
          <dt>{t("keys.people")}</dt>
          <dd>{figure.format(data.value.people)}</dd>
          <dt>{t("keys.destroyed")}</dt>
          <dd>{figure.format(data.value.destroyed)}</dd>
          <dt>{t("keys.master")}</dt>
          <dd>{t(data.value.isCurrent ? "keys.current" : "keys.rotated")}</dd>
        </dl>
      )}
      <Text size="xs" c="dimmed" my="xs">
        {t("keys.explained")}
      </Text>
      <Button size="xs" variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
        {t("keys.verify")}
      </Button>
      <div role="status">
        {verify.data !== undefined && (
          <Text size="sm" mt="xs">
            {verify.data.isWhole
              ? t("keys.whole", { entries: figure.format(verify.data.entries) })
              : t("keys.broken", { position: verify.data.broken?.position ?? 0 })}
          </Text>
        )}
      </div>
      {verify.error !== null && <Refusal error={verify.error} />}
    </section>
  );
}
