/** What somebody could do to keep an entitlement, with dates: asked for when wanted, since each remedy is tried out on the registry. */

import { addDuration, day, duration, formatDay } from "@comity/calendar";
import { Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HeldEntitlement } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { Said } from "../phrases/said.tsx";
import { useDayText } from "../pieces/day-text.tsx";
import { usePurpose } from "../pieces/purpose.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { useStretchText } from "../pieces/stretch-text.ts";
import { useKnownOn } from "../shell/known-on.tsx";

interface Properties {
  readonly held: HeldEntitlement;
  readonly lastDay: string;
  readonly person: string;
}

const dayAfter = (lastDay: string): string => formatDay(addDuration(day(lastDay), duration({ days: 1 })));

export function Remedies({ held, lastDay, person }: Properties) {
  const { t } = useTranslation("person");
  const dayText = useDayText();
  const knownOn = useKnownOn();
  const purpose = usePurpose(person).with;
  const [isOpen, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({
    ...asking("GET /api/v1/entitlements/{entitlement}/remedies", {
      params: { entitlement: held.entitlement },
      query: { value: held.tuple.map(String), on: dayAfter(lastDay), knownOn },
      ...purpose,
    }),
    enabled: isOpen,
  });
  if (!isOpen)
    return (
      <Button size="xs" w="fit-content" onClick={() => setOpen(true)}>
        {t("remedies.ask")}
      </Button>
    );
  return (
    <div>
      <h3 className="why-heading">{t("remedies.title", { day: dayText(lastDay) })}</h3>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={3} />
      ) : (
        <RemedyList remedies={data.value.remedies} by={dayAfter(lastDay)} />
      )}
    </div>
  );
}

interface Remedy {
  readonly remedy: string;
  readonly restores: { readonly firstDay: string | null; readonly lastDay: string | null };
}

/** Remedies, each with the day by which it is needed and the days that it would bring. */
export function RemedyList({ remedies, by }: { readonly remedies: readonly Remedy[]; readonly by: string }) {
  const { t } = useTranslation("person");
  const dayText = useDayText();
  const stretchText = useStretchText();
  if (remedies.length === 0) return <Text size="sm">{t("remedies.none")}</Text>;
  return (
    <Stack gap={6}>
      <ul className="why-ends">
        {remedies.map(({ remedy, restores }) => (
          <li key={remedy}>
            {t("remedies.add", { day: dayText(by), what: "" })}
            <Said>{remedy}</Said>
            <span className="proof-source">{t("remedies.restores", { days: stretchText(restores) })}</span>
          </li>
        ))}
      </ul>
      <Text size="xs" c="dimmed">
        {t("remedies.tried")}
      </Text>
    </Stack>
  );
}
