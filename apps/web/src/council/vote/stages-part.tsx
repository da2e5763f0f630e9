/** How far a vote has come, and who is awaited. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SecretBallot } from "../../api/generated/routes.ts";
import { Part } from "../../things/page-head.tsx";

const STEPS = ["preparing", "listed", "open", "added up", "counted"] as const;

/** The step of a stage: what is being opened is added up. */
const stepOf = (stage: SecretBallot["stage"]): number =>
  STEPS.indexOf(
    (stage === "being opened" || stage === "closed" ? "added up" : stage) as (typeof STEPS)[number],
  );

export function StagesPart({ vote }: { readonly vote: SecretBallot }) {
  const { t } = useTranslation("council");
  const { stage, abandoned, voters, ceremony, board } = vote;
  const now = stepOf(stage);
  const without = voters.filter(({ hasKey }) => !hasKey).length;
  const awaited = ceremony.trustees.filter(({ isAwaited }) => isAwaited).map(({ name }) => name);
  return (
    <Part title={t("vote.stages.title")}>
      {abandoned !== null && (
        <Text size="sm" fw={600} mb="xs">
          {t("vote.abandoned", { reason: abandoned })}
        </Text>
      )}
      <ol className="stages">
        {STEPS.map((step, at) => (
          <li
            key={step}
            aria-current={at === now ? "step" : undefined}
            data-done={at < now ? true : undefined}
          >
            <span className="stage-mark" aria-hidden="true">
              {at < now ? "✓" : at + 1}
            </span>
            <span>
              <strong>{t(`vote.stages.${step}.title`)}</strong>
              {at < now && <span className="council-note"> · {t("vote.stages.done")}</span>}
              <br />
              <span className="council-note">{t(`vote.stages.${step}.more`)}</span>
            </span>
          </li>
        ))}
      </ol>
      <output aria-live="polite">
        {stage === "preparing" && (
          <Text size="sm">{t("vote.keysAwaited", { count: without, of: voters.length })}</Text>
        )}
        {stage === "open" && (
          <Text size="sm">{t("count.turnoutOf", { counted: board?.cast ?? 0, keys: keysOf(vote) })}</Text>
        )}
        {awaited.length > 0 && (
          <Text size="sm">{t("vote.trusteesAwaited", { names: awaited.join(", ") })}</Text>
        )}
      </output>
    </Part>
  );
}

/** How many keys stand on the list. */
export const keysOf = ({ voters }: SecretBallot): number => voters.filter(({ hasKey }) => hasKey).length;
