/** Withdrawing a proposal, with a reason if one likes. */
import { Button, Group, Popover, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import { queries } from "../../api/queries.ts";
import { Refusal } from "../../pieces/states.tsx";

export function Withdraw({ id, tag }: { readonly id: string; readonly tag: string }) {
  const { t } = useTranslation("policy");
  const [isOpen, { close, toggle }] = useDisclosure();
  const [why, setWhy] = useState("");
  const withdraw = useMutation<unknown, Error>({
    mutationFn: () =>
      ask("POST /api/v1/proposals/{id}/withdraw", {
        params: { id },
        ifMatch: tag,
        body: why.trim() === "" ? {} : { why: why.trim() },
      }),
    onSuccess: async () => {
      close();
      await queries.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).includes("/proposals"),
      });
    },
  });
  return (
    <Popover opened={isOpen} onChange={close} position="bottom-start" withArrow trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={toggle} aria-expanded={isOpen}>
          {t("withdraw.title")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            withdraw.mutate();
          }}
        >
          <Stack gap="xs" w={300}>
            <Text size="sm">{t("withdraw.explained")}</Text>
            <Textarea
              label={t("withdraw.why")}
              value={why}
              maxLength={2_000}
              autosize
              minRows={2}
              onChange={({ currentTarget }) => setWhy(currentTarget.value)}
            />
            {withdraw.error !== null && <Refusal error={withdraw.error} />}
            <Group justify="space-between">
              <Button variant="default" size="xs" onClick={close}>
                {t("withdraw.keep")}
              </Button>
              <Button type="submit" size="xs" loading={withdraw.isPending}>
                {t("withdraw.do")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
