/** Who may vote, whose key is there, and whose key voted: turnout is visible. When, is nowhere. */
import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { addressOf } from "../../api/ask.ts";
import type { SecretBallot } from "../../api/generated/routes.ts";
import { PlainTable } from "../../pieces/table.tsx";
import { Part } from "../../things/page-head.tsx";

export function VotersPart({
  vote: { ballot, voters, list, board, isWeighed },
}: {
  readonly vote: SecretBallot;
}) {
  const { t } = useTranslation("council");
  const yes = (is: boolean): string => (is ? `✓ ${t("vote.yes")}` : t("vote.no"));
  return (
    <Part title={t("vote.voters")} aside={voters.length}>
      <PlainTable
        label={t("vote.voters")}
        columns={[
          { key: "member", title: t("motion.member") },
          ...(isWeighed ? [{ key: "weight", title: t("vote.weight"), isFigure: true }] : []),
          { key: "key", title: t("vote.keyThere") },
          ...(board === null ? [] : [{ key: "voted", title: t("vote.keyVoted") }]),
        ]}
        rows={voters.map(({ member, title, weight, hasKey, hasVoted }) => ({
          key: member,
          cells: [
            title ?? member,
            ...(isWeighed ? [weight] : []),
            yes(hasKey),
            ...(board === null ? [] : [yes(hasVoted)]),
          ],
        }))}
      />
      {list !== null && (
        <>
          <Text size="sm" mt="sm">
            {t("vote.listClosed")} <span className="hash">{list.sha256}</span>
          </Text>
          <Group mt="xs">
            <Button
              component="a"
              size="xs"
              variant="default"
              href={addressOf("GET /api/v1/council/ballots/{ballot}/keys.json", { params: { ballot } })}
              download={`${ballot}-keys.json`}
            >
              {t("vote.saveList")}
            </Button>
          </Group>
        </>
      )}
    </Part>
  );
}
