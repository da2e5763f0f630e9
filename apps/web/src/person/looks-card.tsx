/** Who looked at a person's record, when and what for; the newest first. */
import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Look } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { useInstantText } from "../pieces/instant-text.ts";
import { usePurpose } from "../pieces/purpose.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { useMe } from "../shell/me.ts";

const FEW = 6;

export function LooksCard({ person, isOwn }: { readonly person: string; readonly isOwn: boolean }) {
  const { t } = useTranslation("person");
  const me = useMe();
  const purpose = usePurpose(person).with;
  const { data, error, refetch } = useQuery({
    ...asking("GET /api/v1/people/{id}/looks", { params: { id: person }, ...purpose }),
    enabled: me.isKnown,
  });
  return (
    <section className="sheet" aria-labelledby="person-looks">
      <h2 id="person-looks" className="sheet-title">
        {t(isOwn ? "looks.titleOwn" : "looks.title")}
      </h2>
      {error !== null ? (
        error.status === 404 || error.status === 403 ? (
          <Text size="sm" c="dimmed">
            {t("looks.refused")}
          </Text>
        ) : (
          <Refusal error={error} again={() => void refetch()} />
        )
      ) : data === undefined ? (
        <Loading />
      ) : (
        <LookList looks={data.value.looks} />
      )}
    </section>
  );
}

function LookList({ looks }: { readonly looks: readonly Look[] }) {
  const { t } = useTranslation(["person", "pieces"]);
  const instant = useInstantText();
  const [isWhole, setWhole] = useState(false);
  const newest = [...looks].reverse();
  if (newest.length === 0) return <Text size="sm">{t("looks.none")}</Text>;
  const purposeText = (purpose: string): string =>
    purpose.startsWith("not said")
      ? t("looks.notSaid")
      : t(`pieces:purpose.of.${purpose}`, { defaultValue: purpose });
  return (
    <>
      <ul className="looks">
        {newest.slice(0, isWhole ? undefined : FEW).map(({ at, by, purpose, person }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: looks of one instant have no other name, and none ever moves
          <li key={`${at} ${place}`}>
            <span className="looks-by">{by}</span>
            <time dateTime={at}>{instant(at)}</time>
            <span className="looks-why">
              {purposeText(purpose)}
              {person === null && ` · ${t("looks.everybody")}`}
            </span>
          </li>
        ))}
      </ul>
      {newest.length > FEW && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setWhole(!isWhole)}>
          {isWhole ? t("looks.less") : t("looks.more", { count: newest.length })}
        </Button>
      )}
      <Text size="xs" c="dimmed" mt={6}>
        {t("looks.explained")}
      </Text>
    </>
  );
}
