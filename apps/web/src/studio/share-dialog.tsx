/** Shares a draft with the delegations of bodies and with other editors; what is not named any more is taken back. */
import { Button, Group, Stack, TagsInput, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api/ask.ts";
import { ApiProblem } from "../api/problem.ts";
import { Dialog } from "../pieces/dialog.tsx";
import { Refusal } from "../pieces/states.tsx";
import { fileOf } from "./draft-acts.ts";
import type { DraftAnswer } from "./draft-tools.tsx";

export function ShareDialog({
  draft,
  onClose,
}: {
  readonly draft: DraftAnswer;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation("studio");
  const queries = useQueryClient();
  const { id, sharedWith, editors, decision } = draft.value;
  const asked = fileOf(decision).body;
  const [bodies, setBodies] = useState<string[]>([...sharedWith]);
  const [accounts, setAccounts] = useState<string[]>([...editors]);
  const sharing = useMutation<unknown, Error>({
    mutationFn: () =>
      ask("PUT /api/v1/drafts/{id}/sharing", {
        params: { id },
        body: { bodies, accounts },
        ...(draft.tag === undefined ? {} : { ifMatch: draft.tag }),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  const said = (field: string): string | undefined =>
    sharing.error instanceof ApiProblem
      ? sharing.error.faults.find(({ path }) => path.startsWith(field) || path.startsWith(`body.${field}`))
          ?.message
      : undefined;
  const isSaid = said("bodies") !== undefined || said("accounts") !== undefined;
  return (
    <Dialog onClose={onClose} title={t("share.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          sharing.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{t("share.what")}</Text>
          <TagsInput
            label={t("share.bodies")}
            description={t("share.bodiesMore")}
            data={asked === undefined ? [] : [asked]}
            value={bodies}
            onChange={setBodies}
            error={said("bodies")}
          />
          <TagsInput
            label={t("share.accounts")}
            description={t("share.accountsMore")}
            value={accounts}
            onChange={setAccounts}
            error={said("accounts")}
          />
          {sharing.error !== null && !isSaid && <Refusal error={sharing.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={sharing.isPending}>
              {t("share.do")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
