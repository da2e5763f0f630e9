/** One person in the studio: what the draft would end for them, the sentence why, and the proofs: as things stand, and under the draft. */
import { Group, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { DraftProof } from "../person/draft-proof.tsx";
import { ChangeShown } from "../person/person-drafts.tsx";
import { PurposeChoice, usePurpose } from "../pieces/purpose.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";

interface Properties {
  readonly person: string;
  readonly draft: string;
  /** Acts on other days than the draft is saved with: `0:2024-12-31`. */
  readonly moves: readonly string[];
}

export function TouchedPerson({ person, draft, moves }: Properties) {
  const { t } = useTranslation("studio");
  const purpose = usePurpose(person).with;
  const { data, error, refetch } = useQuery({
    ...asking("GET /api/v1/people/{id}/drafts", {
      params: { id: person },
      query: { draft, ...(moves.length > 0 ? { moves } : {}) },
      ...purpose,
    }),
    // What is said of one day stays until the next is there: the page does not jump under the hand.
    placeholderData: keepPreviousData,
  });
  if (error !== null) return <Refusal error={error} again={() => void refetch()} />;
  if (data === undefined) return <Loading lines={4} />;
  const laid = data.value.drafts.find((each) => each.draft === draft);
  const lost = laid?.changes.filter(({ firstLost }) => firstLost !== null) ?? [];
  return (
    <div className="touched-person">
      <Group justify="space-between" align="end" gap="sm">
        <Text size="sm" c="dimmed">
          {laid?.fault === null && laid.same > 0 && t("person.same", { count: laid.same })}
        </Text>
        <Group gap="md" align="end">
          <PurposeChoice person={person} />
          <Link to="/people/$person" params={{ person }}>
            {t("person.page")}
          </Link>
        </Group>
      </Group>
      {laid?.fault != null && <Text size="sm">{laid.fault}</Text>}
      {laid?.fault === null && lost.length === 0 && <Text size="sm">{t("person.nothing")}</Text>}
      {lost.map((change) => (
        <div key={JSON.stringify([change.entitlement, ...change.tuple])} className="touched-change">
          <ChangeShown change={change} />
          <DraftProof
            change={change}
            person={person}
            draft={draft}
            moves={moves}
            knownOn={laid?.knownOn ?? null}
          />
        </div>
      ))}
    </div>
  );
}
