/** What one does with a draft besides dragging it: save it, share it, print it, freeze and release its fact sheet, withdraw it. */
import { Alert, Button, Group, List, Menu, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answered, addressOf, ask } from "../api/ask.ts";
import { ApiProblem } from "../api/problem.ts";
import { Refusal } from "../pieces/states.tsx";
import { language } from "../words/words.ts";
import { CompareMenu } from "./compare-menu.tsx";
import { fileOf, fileWith } from "./draft-acts.ts";
import type { Move } from "./live-sheet.ts";
import { ReleaseDialog } from "./release-dialog.tsx";
import { ShareDialog } from "./share-dialog.tsx";
import { WithdrawDialog } from "./withdraw-dialog.tsx";

export type DraftAnswer = Answered<"GET /api/v1/drafts/{id}">;

interface Properties {
  readonly draft: DraftAnswer;
  /** Some date is not where the draft has it. */
  readonly isMoved: boolean;
  /** The dates where they are now: asked for when they are saved, so that these buttons stand still while a date is dragged. */
  readonly movesNow: () => readonly Move[];
  /** The draft is saved, or the moves are to be forgotten. */
  readonly onMoved: () => void;
}

export const DraftTools = memo(function DraftTools({ draft, isMoved, movesNow, onMoved }: Properties) {
  const { t } = useTranslation("studio");
  const queries = useQueryClient();
  const [open, setOpen] = useState<"share" | "release" | "withdraw">();
  const { value, tag } = draft;
  const { id } = value;
  const params = { id };
  const renew = (): Promise<void> => queries.invalidateQueries();
  const saving = useMutation<unknown, Error>({
    mutationFn: () =>
      ask("PUT /api/v1/drafts/{id}", {
        params,
        body: { decision: { ...fileWith(fileOf(value.decision), movesNow()) } },
        ...(tag === undefined ? {} : { ifMatch: tag }),
      }),
    onSuccess: async () => {
      await renew();
      onMoved();
    },
  });
  const isWithdrawn = value.withdrawn !== null;
  const spoken = language();
  const close = (): void => setOpen(undefined);
  return (
    <Stack gap="xs">
      <div className="studio-tools">
        {isMoved && (
          <>
            <Button onClick={() => saving.mutate()} loading={saving.isPending}>
              {t("tools.save")}
            </Button>
            <Button variant="default" onClick={onMoved}>
              {t("tools.back")}
            </Button>
          </>
        )}
        {!isMoved && !isWithdrawn && <Button onClick={() => setOpen("share")}>{t("tools.share")}</Button>}
        <CompareMenu draft={id} />
        <Menu>
          <Menu.Target>
            <Button variant="default">{t("tools.print")}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(["pdf", "xlsx", "csv"] as const).map((format) => (
              <Menu.Item
                key={format}
                component="a"
                href={addressOf("GET /api/v1/drafts/{id}/impact", {
                  params,
                  query: { format, language: spoken },
                })}
                download
              >
                {t(`tools.${format}`)}
              </Menu.Item>
            ))}
            <Menu.Label>{t("tools.printed")}</Menu.Label>
          </Menu.Dropdown>
        </Menu>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default">{t("tools.more")}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setOpen("release")}>{t("tools.freeze")}</Menu.Item>
            <Menu.Item disabled={isWithdrawn} onClick={() => setOpen("withdraw")}>
              {t("tools.withdraw")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {isMoved && <Text size="sm">{t("tools.moved")}</Text>}
      {saving.error !== null && <NotSaved error={saving.error} onAgain={() => void renew()} />}
      {value.sharedWith.length > 0 && (
        <Text size="sm" c="dimmed">
          {t("tools.sharedWith", { with: value.sharedWith.join(", ") })}
        </Text>
      )}
      {open === "share" && <ShareDialog draft={draft} onClose={close} />}
      {open === "release" && <ReleaseDialog draft={draft} onClose={close} />}
      {open === "withdraw" && <WithdrawDialog draft={draft} onClose={close} />}
    </Stack>
  );
});

interface Changed {
  readonly by: string;
  readonly did: string;
  readonly differences: readonly { readonly path: string; readonly was?: unknown; readonly is?: unknown }[];
}

/** Another editor was first: what they changed, and nothing of one's own is lost. */
function NotSaved({ error, onAgain }: { readonly error: Error; readonly onAgain: () => void }) {
  const { t } = useTranslation("studio");
  if (!(error instanceof ApiProblem) || error.code !== "draft-moved") return <Refusal error={error} />;
  const changes = (error.document.changes ?? []) as readonly Changed[];
  return (
    <Alert color="gray" variant="light" role="alert" title={t("tools.movedByOther")}>
      <List size="sm">
        {changes.flatMap(({ by, did, differences }) => [
          <List.Item key={`${by} ${did}`}>
            {by}: {did}
          </List.Item>,
          ...differences.map(({ path, was, is }) => (
            <List.Item key={`${by} ${path}`}>
              {t("tools.difference", { path, was: String(was ?? "–"), is: String(is ?? "–") })}
            </List.Item>
          )),
        ])}
      </List>
      <Group mt="xs">
        <Button size="xs" variant="default" onClick={onAgain}>
          {t("tools.takeTheirs")}
        </Button>
      </Group>
    </Alert>
  );
}
