/** A proof, unfolded step by step down to the facts, the acts that made them and the instruments by which these are evidenced. */
import { useTranslation } from "react-i18next";
import type { ActBehind, Reckoning, Step, StepClaim } from "../api/generated/routes.ts";
import { useDayText } from "./day-text.tsx";
import { useStretchText } from "./stretch-text.ts";
import "./proof-tree.css";
import { Said } from "../phrases/said.tsx";

interface Properties {
  readonly steps: readonly Step[];
  /** So many levels are unfolded from the start. */
  readonly unfolded?: number;
}

/** What a claim says, without the identifiers that stand behind titles: `Institute of B (INST-B)` is `Institute of B`. */
export function plainSentence({ sentence, tuple }: StepClaim): string {
  return tuple.reduce<string>(
    (text, value) => (typeof value === "string" ? text.replaceAll(` (${value})`, "") : text),
    sentence,
  );
}

export function ProofTree({ steps, unfolded = 0 }: Properties) {
  return (
    <ul className="proof">
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a proof never move, and several may be alike
        <StepShown key={at} step={step} unfolded={unfolded} />
      ))}
    </ul>
  );
}

/** A rule stands with what it gives: one step to read, not two. */
function belowOf({ below }: Step): { readonly rule: Step["rule"]; readonly steps: readonly Step[] } {
  const [only] = below;
  if (below.length === 1 && only?.step === "rule") return { rule: only.rule, steps: only.below };
  return { rule: null, steps: below };
}

/** Whether a draft's own act is somewhere below: what a draft brings about is what its reader wants to see. */
const leadsToDraft = ({ acts, below }: Step): boolean =>
  acts.some(({ isOfDraft }) => isOfDraft === true) || below.some(leadsToDraft);

function StepShown({ step, unfolded }: { readonly step: Step; readonly unfolded: number }) {
  const { t } = useTranslation("pieces");
  const below = belowOf(step);
  const line = <StepLine step={step} rule={step.step === "rule" ? step.rule : below.rule} />;
  return (
    <li className="proof-step" data-met={step.met === false ? "no" : undefined}>
      {below.steps.length === 0 ? (
        <div className="proof-line">{line}</div>
      ) : (
        <details open={unfolded > 0 || leadsToDraft(step)}>
          <summary className="proof-line">{line}</summary>
          <ProofTree steps={below.steps} unfolded={unfolded - 1} />
        </details>
      )}
      {step.shownAt !== null && <p className="proof-note">{t("proof.seeAbove")}</p>}
    </li>
  );
}

function StepLine({ step, rule }: { readonly step: Step; readonly rule: Step["rule"] }) {
  const { t } = useTranslation("pieces");
  const stretch = useStretchText();
  const dayText = useDayText();
  const isAbsent = step.step === "absent" || step.step === "never-together";
  const said = step.claim === null ? undefined : plainSentence(step.claim);
  return (
    <span className="proof-said">
      {isAbsent && <span className="proof-sort">{t("proof.absent")} </span>}
      {step.step === "exception" && <span className="proof-sort">{t("proof.exception")} </span>}
      {step.step === "nearest" && <span className="proof-sort">{t("proof.nearest")} </span>}
      {step.step === "ends" && step.days?.lastDay != null ? (
        <span>{t("proof.ends", { day: dayText(step.days.lastDay) })}</span>
      ) : step.step === "rule" ? (
        <span>{t("proof.rule", { line: step.rule?.line ?? 0 })}</span>
      ) : (
        <Said>{said ?? bare(step.sentence)}</Said>
      )}
      {said !== undefined && step.days !== null && !isAbsent && (
        <span className="proof-days"> {stretch(step.days)}</span>
      )}
      {step.before !== null && (
        <span className="proof-days"> {t("proof.before", { days: stretch(step.before) })}</span>
      )}
      {step.after !== null && (
        <span className="proof-days"> {t("proof.after", { days: stretch(step.after) })}</span>
      )}
      {rule !== null && (
        <span className="proof-source">
          {rule.source === null ? t("proof.rule", { line: rule.line }) : <span lang="en">{rule.source}</span>}
        </span>
      )}
      {step.reckoning.map((one) => (
        <ReckoningShown key={`${one.end} ${one.day}`} reckoning={one} />
      ))}
      {step.acts.map((act) => (
        <ActShown key={act.id} act={act} />
      ))}
      {step.isHidden && <span className="proof-source">{t("proof.hidden")}</span>}
    </span>
  );
}

/** A sentence of the steps ends in a colon where others follow. */
const bare = (sentence: string): string => sentence.replace(/:$/, "");

/** `30 June 2024 + 6 months = 31 December 2024`: each step of date arithmetic. */
function ReckoningShown({ reckoning }: { readonly reckoning: Reckoning }) {
  const { t } = useTranslation("pieces");
  const dayText = useDayText();
  const { day, gives, operator, duration } = reckoning;
  const parts = [
    ...(duration.months === 0 ? [] : [t("proof.months", { count: duration.months })]),
    ...(duration.days === 0 ? [] : [t("proof.daysLong", { count: duration.days })]),
  ];
  return (
    <span className="proof-source figures">
      {`${day === null ? "…" : dayText(day)} ${operator === "-" ? "−" : "+"} ${parts.join(" ")} = ${gives === null ? "…" : dayText(gives)}`}
    </span>
  );
}

/** An act with its day and the instrument that evidences it. */
export function ActShown({ act }: { readonly act: ActBehind }) {
  const { t } = useTranslation("pieces");
  const dayText = useDayText();
  return (
    <span className="proof-act" data-draft={act.isOfDraft}>
      <code>{act.id}</code>{" "}
      {t("proof.act", {
        act: t(`acts.${act.act}`, { defaultValue: act.act }),
        day: act.on === null ? "…" : dayText(act.on),
      })}
      {act.isOfDraft === true && <> · {t("proof.ofDraft")}</>}
      {act.recorded !== null && <> · {t("proof.recorded", { day: dayText(act.recorded) })}</>}
      {act.instrument !== null && act.instrument !== "" && (
        <> · {t("proof.instrument", { instrument: act.instrument })}</>
      )}
    </span>
  );
}
