/** What a draft would take from somebody, proved: why it holds that day as things stand, and what it would lack under the draft. */
import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Days, PersonChange, Step } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { useDayText } from "../pieces/day-text.tsx";
import { ProofTree } from "../pieces/proof-tree.tsx";
import { usePurpose } from "../pieces/purpose.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { useStretchText } from "../pieces/stretch-text.ts";

interface Properties {
  readonly change: PersonChange;
  readonly person: string;
  readonly draft: string;
  /** Acts on other days than the draft is saved with: `0:2024-12-31`. */
  readonly moves?: readonly string[];
  readonly knownOn: string | null;
}

/** Both proofs of the first day that is lost or gained. They are asked for when somebody wants them: each is a look. */
export function DraftProof(properties: Properties) {
  const { t } = useTranslation("person");
  const dayText = useDayText();
  const [isOpen, setOpen] = useState(false);
  const { firstLost, firstGained } = properties.change;
  const on = firstLost ?? firstGained;
  if (on === null) return null;
  return (
    <div className="why-proof">
      <Button size="xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t(isOpen ? "why.proofHide" : "why.proof")}
      </Button>
      {isOpen && (
        <>
          <Text size="sm" c="dimmed" mt="sm">
            {t("drafts.proofOn", { day: dayText(on) })} {t("why.proofHelp")}
          </Text>
          <div className="two-proofs">
            <Standing {...properties} on={on} />
            <UnderDraft {...properties} on={on} />
          </div>
        </>
      )}
    </div>
  );
}

interface OnDay extends Properties {
  readonly on: string;
}

function Standing({ change, person, knownOn, on }: OnDay) {
  const purpose = usePurpose(person).with;
  const asked = useQuery(
    asking("GET /api/v1/entitlements/{entitlement}/explain", {
      params: { entitlement: change.entitlement },
      query: { value: change.tuple.map(String), on, knownOn: knownOn ?? undefined },
      ...purpose,
    }),
  );
  return <OneProof of="standing" {...asked} reasons={asked.data?.value} />;
}

function UnderDraft({ change, person, draft, moves, on }: OnDay) {
  const purpose = usePurpose(person).with;
  const { entitlement, tuple } = change;
  const asked = useQuery(
    asking("GET /api/v1/people/{id}/drafts/{draft}/explain", {
      params: { id: person, draft },
      query: { entitlement, value: tuple.map(String), on, ...(moves?.length ? { moves } : {}) },
      ...purpose,
    }),
  );
  return <OneProof of="draft" {...asked} reasons={asked.data?.value} />;
}

interface OneProperties {
  readonly of: "standing" | "draft";
  readonly error: Error | null;
  readonly refetch: () => unknown;
  readonly reasons:
    | { readonly answer: "yes" | "no"; readonly days: Days | null; readonly proof: Step }
    | undefined;
}

function OneProof({ of, error, refetch, reasons }: OneProperties) {
  const { t } = useTranslation("person");
  const stretch = useStretchText();
  return (
    <section className="one-proof" data-of={of}>
      <h3 className="why-heading">
        {t(`drafts.proof.${of}`)}
        {reasons !== undefined && (
          <span className="proof-answer">
            {" "}
            {t(`drafts.answer.${reasons.answer}`)}
            {reasons.days !== null && <>, {stretch(reasons.days)}</>}
          </span>
        )}
      </h3>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : reasons === undefined ? (
        <Loading lines={6} />
      ) : (
        // The answer itself is the heading.
        <ProofTree steps={reasons.proof.below} unfolded={2} />
      )}
    </section>
  );
}
