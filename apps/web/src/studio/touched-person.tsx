/** One person in the studio: what the draft would end for them, the sentence why, and the proof of how things stand. */
import { Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { ChangeShown } from "../person/person-drafts.tsx";
import { Proof } from "../person/why-panel.tsx";
import { PurposeChoice, usePurpose } from "../pieces/purpose.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";

interface Properties {
  readonly person: string;
  readonly draft: string;
  /** The dates have been moved since: what is said of the person is of the draft as it is saved. */
  readonly isMoved: boolean;
}

export function TouchedPerson({ person, draft, isMoved }: Properties) {
  const { t } = useTranslation("studio");
  const purpose = usePurpose(person).with;
  const { data, error, refetch } = useQuery(
    asking("GET /api/v1/people/{id}/drafts", { params: { id: person }, query: { draft }, ...purpose }),
  );
  if (error !== null) return <Refusal error={error} again={() => void refetch()} />;
  if (data === undefined) return <Loading lines={4} />;
  const laid = data.value.drafts.find((each) => each.draft === draft);
  const lost = laid?.changes.filter(({ firstLost }) => firstLost !== null) ?? [];
  return (
    <div className="touched-person">
      <Group justify="space-between" align="end" gap="sm">
        <Text size="sm" c="dimmed">
          {isMoved && `${t("person.ofSaved")} `}
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
          <Proof
            held={change}
            on={change.firstLost ?? ""}
            knownOn={laid?.knownOn ?? undefined}
            person={person}
            title={t("person.proof")}
          />
        </div>
      ))}
    </div>
  );
}
