/** Releasing letters: first what would go out and why something would be held, then the same for real. Each goes out once. */
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { queries } from "../../api/queries.ts";
import { DayInput } from "../../pieces/day-input.tsx";
import { Refusal } from "../../pieces/states.tsx";
import { PlainTable } from "../../pieces/table.tsx";

type Released = Awaited<ReturnType<typeof release>>;
const release = (decision: string, through: string, dry: boolean) =>
  ask("POST /api/v1/decisions/{decision}/mails", {
    params: { decision },
    body: { through, dry },
    purpose: "carrying out a decision",
  });

/** What becomes of the letters of one sort. */
interface Line {
  readonly letter: string;
  readonly new: number;
  readonly held: number;
  readonly before: number;
}

function linesOf({ items }: Released): Line[] {
  const lines = new Map<string, { letter: string; new: number; held: number; before: number }>();
  for (const { letter, what, held } of items) {
    const line = lines.get(letter) ?? { letter, new: 0, held: 0, before: 0 };
    if (what !== "new") line.before++;
    else if (held !== null) line.held++;
    else line.new++;
    lines.set(letter, line);
  }
  return [...lines.values()];
}

export function ReleaseForm({ decision }: { readonly decision: string }) {
  const { t, i18n } = useTranslation("carrying-out");
  const [through, setThrough] = useState<string | undefined>(new Date().toISOString().slice(0, 10));
  const [tried, setTried] = useState<{ readonly through: string; readonly found: Released }>();
  const trying = useMutation<Released, ApiProblem, string>({
    mutationFn: (until) => release(decision, until, true),
    onSuccess: (found, until) => setTried({ through: until, found }),
  });
  const doing = useMutation<Released, ApiProblem, string>({
    mutationFn: (until) => release(decision, until, false),
    onSuccess: () => {
      setTried(undefined);
      void queries.invalidateQueries();
    },
  });
  const figure = (value: number): string => value.toLocaleString(i18n.language);
  const error = doing.error ?? trying.error;
  return (
    <section className="sheet" aria-labelledby="release-title">
      <h2 className="sheet-title" id="release-title">
        {t("release.title")}
      </h2>
      <Stack gap="sm" mt="xs">
        <Text size="sm" maw={720}>
          {t("release.explained")}
        </Text>
        <Group align="flex-end" gap="sm">
          <DayInput label={t("release.through")} value={through} onChange={setThrough} />
          <Button
            variant="default"
            disabled={through === undefined}
            loading={trying.isPending}
            onClick={() => through !== undefined && trying.mutate(through)}
          >
            {t("release.try")}
          </Button>
        </Group>
        {error !== null && <Refusal error={error} />}
        {doing.data !== undefined && tried === undefined && (
          <Text role="status">
            {t("release.done", { count: doing.data.released, held: figure(doing.data.held) })}
          </Text>
        )}
        {tried !== undefined && tried.through === through && (
          <>
            {tried.found.items.length === 0 ? (
              <Text size="sm">{t("release.nothing")}</Text>
            ) : (
              <PlainTable
                label={t("release.title")}
                columns={[
                  { key: "letter", title: t("mails.letter") },
                  { key: "new", title: t("release.new"), isFigure: true },
                  { key: "held", title: t("release.held"), isFigure: true },
                  { key: "before", title: t("release.before"), isFigure: true },
                ]}
                rows={linesOf(tried.found).map((line) => ({
                  key: line.letter,
                  cells: [line.letter, figure(line.new), figure(line.held), figure(line.before)],
                }))}
              />
            )}
            {tried.found.released + tried.found.held > 0 && (
              <Alert color="gray" variant="light">
                <Group justify="space-between">
                  <Text size="sm">{t("release.careful")}</Text>
                  <Button loading={doing.isPending} onClick={() => doing.mutate(tried.through)}>
                    {t("release.do", { count: tried.found.released })}
                  </Button>
                </Group>
              </Alert>
            )}
          </>
        )}
      </Stack>
    </section>
  );
}
