/** Frozen fact sheets of a draft: freezes one, checks it, shows it again on paper, and releases it to those who are not cleared. */
import { Anchor, Button, Group, Stack, Table, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addressOf, ask } from "../api/ask.ts";
import { asking } from "../api/queries.ts";
import { DayText } from "../pieces/day-text.tsx";
import { Dialog } from "../pieces/dialog.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { language } from "../words/words.ts";
import type { DraftAnswer } from "./draft-tools.tsx";

export function ReleaseDialog({
  draft,
  onClose,
}: {
  readonly draft: DraftAnswer;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation("studio");
  const queries = useQueryClient();
  const params = { id: draft.value.id };
  const change = draft.tag === undefined ? {} : { ifMatch: draft.tag };
  const renew = (): Promise<void> => queries.invalidateQueries();
  const { data, error } = useQuery(asking("GET /api/v1/drafts/{id}/frozen", { params }));
  const freezing = useMutation<unknown, Error>({
    mutationFn: () => ask("POST /api/v1/drafts/{id}/frozen", { params, ...change }),
    onSuccess: renew,
  });
  const releasing = useMutation<unknown, Error, { frozen: number; to: "public" | "bodies" }>({
    mutationFn: (body) => ask("POST /api/v1/drafts/{id}/release", { params, body, ...change }),
    onSuccess: renew,
  });
  const failed = error ?? freezing.error ?? releasing.error;
  const isBusy = freezing.isPending || releasing.isPending;
  return (
    <Dialog onClose={onClose} title={t("freeze.title")} size="lg">
      <Stack>
        <Text size="sm">{t("freeze.what")}</Text>
        {failed !== null && <Refusal error={failed} />}
        {data === undefined ? (
          error === null && <Loading lines={2} />
        ) : data.value.frozen.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t("freeze.none")}
          </Text>
        ) : (
          <Table>
            <Table.Tbody>
              {data.value.frozen.map(({ number, at, hash }) => (
                <Table.Tr key={number}>
                  <Table.Td>
                    <Anchor
                      href={addressOf("GET /api/v1/drafts/{id}/frozen/{number}", {
                        params: { ...params, number },
                        query: { format: "pdf", language: language() },
                      })}
                    >
                      {t("freeze.number", { number })}
                    </Anchor>
                    <Text size="xs" c="dimmed">
                      <DayText day={at.slice(0, 10)} style="short" />, {hash.slice(0, 12)}
                    </Text>
                    <Checked id={params.id} number={number} />
                  </Table.Td>
                  <Table.Td>
                    <Group gap={6} justify="flex-end">
                      {(["bodies", "public"] as const).map((to) => (
                        <Button
                          key={to}
                          size="compact-sm"
                          variant="default"
                          disabled={isBusy}
                          onClick={() => releasing.mutate({ frozen: number, to })}
                        >
                          {t(`freeze.to.${to}`)}
                        </Button>
                      ))}
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {draft.value.released !== null && (
          <Text size="sm">{t(`freeze.released.${draft.value.released}`)}</Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("close")}
          </Button>
          <Button loading={freezing.isPending} onClick={() => freezing.mutate()}>
            {t("freeze.do")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** Whether a frozen sheet is still what it was, once somebody asks. */
function Checked({ id, number }: { readonly id: string; readonly number: number }) {
  const { t } = useTranslation("studio");
  const [isAsked, setAsked] = useState(false);
  const { data, error } = useQuery({
    ...asking("GET /api/v1/drafts/{id}/frozen/{number}/check", { params: { id, number } }),
    enabled: isAsked,
  });
  if (!isAsked)
    return (
      <Anchor component="button" type="button" size="xs" onClick={() => setAsked(true)}>
        {t("freeze.check")}
      </Anchor>
    );
  if (error !== null) return <Refusal error={error} />;
  if (data === undefined) return <Loading lines={1} />;
  const { hash, head, policy, sheet } = data.value;
  const failed = Object.entries({ hash, head, policy, sheet }).filter(([, isSo]) => !isSo);
  return (
    <Text size="xs" role="status">
      {failed.length === 0 ? t("freeze.same") : failed.map(([what]) => t(`freeze.differs.${what}`)).join(" ")}
    </Text>
  );
}
