/** A delegation makes its voting key on its own device, keeps it as a file, and announces the public half. */
import { Alert, Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { SecretBallot } from "../../api/generated/routes.ts";
import { saveFile } from "../../pieces/save-file.ts";
import { Refusal } from "../../pieces/states.tsx";
import { Part } from "../../things/page-head.tsx";
import { textFile } from "../ballot/text-file.ts";
import { useBallotWorker } from "../ballot/use-ballot-worker.ts";
import { letter, showChanged } from "./ballot-asked.ts";

export function AnnouncePart({ vote: { ballot, voters, you } }: { readonly vote: SecretBallot }) {
  const { t } = useTranslation("council");
  const [chosen, choose] = useState<string>();
  const member = you.members.find((each) => each === chosen) ?? you.members[0]!;
  const titles = new Map(voters.map((each) => [each.member, each.title ?? each.member]));
  const hasKey = voters.some((each) => each.member === member && each.hasKey);
  const [isSaved, setSaved] = useState(false);
  const { news, ask: work, stop } = useBallotWorker();
  const made = news?.news === "key" ? news : undefined;
  const { mutate, isPending, error, isSuccess, reset } = useMutation({
    mutationFn: (claim: string) =>
      ask("PUT /api/v1/council/ballots/{ballot}/keys/{member}", {
        params: { ballot, member },
        body: letter(claim),
      }),
    onSuccess: (value) => {
      showChanged(value);
      stop();
    },
  });
  const make = (): void => {
    reset();
    setSaved(false);
    work({ job: "key", uuid: ballot, delegation: member });
  };
  return (
    <Part title={t("vote.announceTitle")}>
      <Stack gap="sm">
        <Text size="sm">{t("vote.announceExplained")}</Text>
        {you.members.length > 1 && (
          <NativeSelect
            label={t("booth.delegation")}
            value={member}
            disabled={made !== undefined}
            onChange={({ currentTarget }) => choose(currentTarget.value)}
            data={you.members.map((each) => ({ value: each, label: titles.get(each) ?? each }))}
          />
        )}
        {hasKey && made === undefined && (
          <Alert
            color="stands"
            variant="light"
            role="status"
            title={t(isSuccess ? "vote.announced" : "vote.hasKey", { member: titles.get(member) ?? member })}
          >
            <Text size="sm">{t("vote.hasKeyMore")}</Text>
          </Alert>
        )}
        {made === undefined && (
          <Button w="fit-content" variant={hasKey ? "default" : "filled"} onClick={make}>
            {t(hasKey ? "vote.makeAnother" : "booth.make")}
          </Button>
        )}
        {made !== undefined && (
          <Stack gap="xs" role="group" aria-label={t("booth.make")}>
            <Text size="sm" role="status">
              {t("vote.keyMade")}
            </Text>
            <Group gap="xs">
              <Button
                variant={isSaved ? "default" : "filled"}
                onClick={() => {
                  saveFile("voting-key.json", textFile(made.key));
                  setSaved(true);
                }}
              >
                {t("booth.saveKey")}
              </Button>
              <Button disabled={!isSaved} loading={isPending} onClick={() => mutate(made.claim.trim())}>
                {t("vote.announce")}
              </Button>
            </Group>
          </Stack>
        )}
        {(news?.news === "shut" || news?.news === "refused") && (
          <Alert color="gray" role="alert" title={t("booth.wrong.failed")} />
        )}
        {error !== null && <Refusal error={error} />}
      </Stack>
    </Part>
  );
}
