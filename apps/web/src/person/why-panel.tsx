/** Why an entitlement ends when it ends: in a sentence, then the whole proof, then what could be done about it. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HeldEntitlement } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { Said } from "../phrases/said.tsx";
import { useDayText } from "../pieces/day-text.tsx";
import { ActShown, ProofTree, plainSentence } from "../pieces/proof-tree.tsx";
import { usePurpose } from "../pieces/purpose.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { useStretchText } from "../pieces/stretch-text.ts";
import { useKnownOn } from "../shell/known-on.tsx";
import { stretchOn } from "./held.ts";
import { Remedies } from "./remedies.tsx";

interface Properties {
  readonly held: HeldEntitlement | undefined;
  readonly today: string;
  readonly person: string;
}

export function WhyPanel({ held, today, person }: Properties) {
  const { t } = useTranslation("person");
  const knownOn = useKnownOn();
  const [chosen, setChosen] = useState<string>();
  if (held === undefined) return <p className="may-choose">{t("may.choose")}</p>;
  const stretch = held.stretches.find(({ askOn }) => askOn === chosen) ?? stretchOn(held, today);
  if (stretch === undefined) return null;
  return (
    <section className="sheet why" aria-live="polite">
      <h2 className="sheet-title">
        <Said>{held.label}</Said>
      </h2>
      <Stack gap="sm">
        {held.stretches.length > 1 && <Stretches held={held} chosen={stretch.askOn} onChoose={setChosen} />}
        <Ends stretch={stretch} today={today} />
        {held.source !== null && (
          <Text size="xs" c="dimmed">
            {t("why.source", { source: held.source })}
          </Text>
        )}
        <Group gap="xs" align="flex-start">
          <Proof
            key={`proof ${stretch.askOn}`}
            held={held}
            on={stretch.askOn}
            person={person}
            knownOn={knownOn}
            title={t("why.proofTitle")}
          />
        </Group>
        {stretch.lastDay !== null && (
          <Remedies key={`remedies ${stretch.askOn}`} held={held} lastDay={stretch.lastDay} person={person} />
        )}
      </Stack>
    </section>
  );
}

type Stretch = HeldEntitlement["stretches"][number];

function Stretches({
  held,
  chosen,
  onChoose,
}: {
  readonly held: HeldEntitlement;
  readonly chosen: string;
  readonly onChoose: (askOn: string) => void;
}) {
  const { t } = useTranslation("person");
  const stretchText = useStretchText("short");
  return (
    <Group gap={6} role="group" aria-label={t("why.stretches")}>
      {held.stretches.map((stretch) => (
        <Button
          key={stretch.askOn}
          size="compact-xs"
          variant={stretch.askOn === chosen ? "filled" : "default"}
          aria-pressed={stretch.askOn === chosen}
          onClick={() => onChoose(stretch.askOn)}
        >
          {stretchText(stretch)}
        </Button>
      ))}
    </Group>
  );
}

/** What ends a stretch: the sentences of the facts that end it, with the acts behind them. */
function Ends({ stretch, today }: { readonly stretch: Stretch; readonly today: string }) {
  const { t } = useTranslation("person");
  const dayText = useDayText();
  const stretchText = useStretchText();
  const { lastDay, ends } = stretch;
  if (lastDay === null) return <Text>{t("why.open")}</Text>;
  if (ends.length === 0) return <Text>{t("why.endsPlain", { day: dayText(lastDay) })}</Text>;
  return (
    <div>
      <Text fw={600}>{t(lastDay < today ? "why.ended" : "why.ends", { day: dayText(lastDay) })}</Text>
      <ul className="why-ends">
        {ends.map((step) => (
          <li key={step.sentence}>
            <Said>{step.claim === null ? step.sentence : plainSentence(step.claim)}</Said>
            {step.claim !== null && step.days !== null && (
              <span className="proof-days"> {stretchText(step.days)}</span>
            )}
            {step.acts.map((act) => (
              <ActShown key={act.id} act={act} />
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ProofProperties {
  readonly held: Pick<HeldEntitlement, "entitlement" | "tuple">;
  /** The day on which it holds. */
  readonly on: string;
  readonly person: string;
  readonly knownOn: string | undefined;
  readonly title: string;
}

/** The proof, asked for when somebody wants it: it is a look, like every answer about a person. */
export function Proof({ held, on, person, knownOn, title }: ProofProperties) {
  const { t } = useTranslation("person");
  const purpose = usePurpose(person).with;
  const [isOpen, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({
    ...asking("GET /api/v1/entitlements/{entitlement}/explain", {
      params: { entitlement: held.entitlement },
      query: { value: held.tuple.map(String), on, knownOn },
      ...purpose,
    }),
    enabled: isOpen,
  });
  return (
    <div className="why-proof">
      <Button size="xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t(isOpen ? "why.proofHide" : "why.proof")}
      </Button>
      {isOpen && (
        <Stack gap="xs" mt="sm">
          <h3 className="why-heading">{title}</h3>
          <Text size="sm" c="dimmed">
            {t("why.proofHelp")}
          </Text>
          {error !== null ? (
            <Refusal error={error} again={() => void refetch()} />
          ) : data === undefined ? (
            <Loading lines={6} />
          ) : (
            <ProofTree steps={[data.value.proof]} unfolded={3} />
          )}
        </Stack>
      )}
    </div>
  );
}
