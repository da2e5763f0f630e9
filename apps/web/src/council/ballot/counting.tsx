/** How far a count has come, and why a board was refused. */
import { Alert, Progress, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { BallotNews, RefusedBoard } from "./ballot-jobs.ts";

type Going = Extract<BallotNews, { news: "progress" }>;

/** Each stage moves the bar from the beginning: how long the next one takes is not known. */
export function Counting({ doing, done, of }: Omit<Going, "news">) {
  const { t } = useTranslation("council");
  const says = t(`count.doing.${doing}`, { done, of });
  return (
    <div role="status">
      <Text size="sm">{says}</Text>
      <Progress.Root size="lg" mt={4}>
        <Progress.Section value={of === 0 ? 0 : (100 * done) / of} aria-label={says} />
      </Progress.Root>
    </div>
  );
}

/** What a reason is about: the first of these that its code begins with. */
const ABOUT: readonly (readonly [RegExp, string])[] = [
  [/^(archive|file|board-header)/, "archive"],
  [/^(hash|malformed|not-canonical|number|not-in-group|key-is-one)/, "document"],
  [/^(event|payload|ballot-after-close)/, "chain"],
  [/^(election|trustee|certificate|coefficient|threshold|verification|key-|keys-)/, "setup"],
  [/^(ballot|choice|sum|blank|answer|signature)/, "ballot"],
  [/^(tally|shuffle|decryption|result)/, "tally"],
];

export function RefusedAlert({
  refused: { code, place, message, help },
}: {
  readonly refused: RefusedBoard;
}) {
  const { t } = useTranslation("council");
  const about = ABOUT.find(([codes]) => codes.test(code))?.[1] ?? "other";
  return (
    <Alert color="gray" variant="outline" role="alert" title={t("count.refused", { code })}>
      <Text size="sm">{t(`count.what.${about}`)}</Text>
      <Text size="sm" lang="en" mt={4}>
        {message}
        {help !== undefined && ` (${help})`}
      </Text>
      <Text size="sm" mt={4}>
        {t("count.refusedWhere", { place })}
      </Text>
    </Alert>
  );
}
