/** Why somebody signs a paper of an experiment, or does not: in a sentence, and the whole proof behind it. */
import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { usePurpose } from "../pieces/purpose.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";

interface Properties {
  readonly person: string;
  readonly experiment: string;
  /** ISO days and ids; undefined: today, any paper. */
  readonly reference?: string | undefined;
  readonly paper?: string | undefined;
}

export function WhySigns({ person, experiment, reference, paper }: Properties) {
  const { t } = useTranslation("authors");
  const purpose = usePurpose(person).with;
  const { data, error, refetch } = useQuery({
    ...asking("GET /api/v1/authors/people/{id}/signs", {
      params: { id: person },
      query: { experiment, reference, paper },
      ...purpose,
    }),
    gcTime: 0,
  });
  if (error !== null) return <Refusal error={error} again={() => void refetch()} />;
  if (data === undefined) return <Loading lines={2} />;
  const { signs, plain, expert, proof } = data.value;
  return (
    <div role="status">
      <Text size="sm">
        <strong className={signs ? undefined : "list-takes"}>
          {t(signs ? "signers.signs" : "signers.signsNot")}
        </strong>
        {": "}
        <span lang="en">{plain}</span>
      </Text>
      <Text size="sm" c="dimmed" lang="en">
        {expert}
      </Text>
      <details>
        <summary>{t("signers.proof")}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
        <section className="list-text" tabIndex={0} aria-label={t("signers.proof")}>
          <pre lang="en">{proof}</pre>
        </section>
      </details>
    </div>
  );
}

/** The same behind a button: deriving an experiment's policy takes a moment, and not everybody asks. */
export function AskWhySigns(properties: Properties & { readonly label: string }) {
  const { label, ...asked } = properties;
  const [isAsked, setAsked] = useState(false);
  if (isAsked) return <WhySigns {...asked} />;
  return (
    <Button variant="default" size="xs" onClick={() => setAsked(true)}>
      {label}
    </Button>
  );
}
