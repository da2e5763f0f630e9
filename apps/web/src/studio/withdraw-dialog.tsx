/** Withdraws a draft, for good. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api/ask.ts";
import { Dialog } from "../pieces/dialog.tsx";
import { Refusal } from "../pieces/states.tsx";
import type { DraftAnswer } from "./draft-tools.tsx";

export function WithdrawDialog({
  draft,
  onClose,
}: {
  readonly draft: DraftAnswer;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation("studio");
  const queries = useQueryClient();
  const [why, setWhy] = useState("");
  const withdrawing = useMutation<unknown, Error>({
    mutationFn: () =>
      ask("POST /api/v1/drafts/{id}/withdraw", {
        params: { id: draft.value.id },
        body: why.trim() === "" ? {} : { why: why.trim() },
        ...(draft.tag === undefined ? {} : { ifMatch: draft.tag }),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={t("withdraw.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          withdrawing.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{t("withdraw.what")}</Text>
          <TextInput
            label={t("withdraw.why")}
            value={why}
            maxLength={2_000}
            onChange={({ currentTarget }) => setWhy(currentTarget.value)}
          />
          {withdrawing.error !== null && <Refusal error={withdrawing.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={withdrawing.isPending}>
              {t("withdraw.do")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
