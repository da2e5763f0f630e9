/** What a decision means for one person: what ends when, what is to be done, letters, exceptions. */
import { Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { Decision, PlanPart } from "../../api/generated/routes.ts";
import { asking, queries } from "../../api/queries.ts";
import { Said } from "../../phrases/said.tsx";
import { DayText } from "../../pieces/day-text.tsx";
import { Empty, Loading, Refusal } from "../../pieces/states.tsx";
import { PlainTable } from "../../pieces/table.tsx";
import { DecisionFrame } from "../decision-frame.tsx";
import { endingTitle } from "../ends-picture.tsx";
import { ExceptionForm } from "./exception-form.tsx";
import { ItemLine } from "./item-line.tsx";
import { LetterPreview } from "./letter-preview.tsx";
import { useWork } from "./offices.ts";

/** A checklist is looked at to carry the decision out, and for nothing else. */
const PURPOSE = "carrying out a decision";

export function PersonPartPage() {
  const { decision, person } = useParams({ from: "/carrying-out/$decision/people/$person" });
  return (
    <DecisionFrame decision={decision}>
      {(found) => <PersonPart key={person} decision={found} person={person} />}
    </DecisionFrame>
  );
}

interface Properties {
  readonly decision: Decision;
  readonly person: string;
}

function PersonPart({ decision, person }: Properties) {
  const { t } = useTranslation("carrying-out");
  const { officeName } = useWork(decision.id);
  const { data, error, isPending, refetch } = useQuery(
    asking("GET /api/v1/decisions/{decision}/people/{person}", {
      params: { decision: decision.id, person },
      purpose: PURPOSE,
    }),
  );
  const part = data?.value;
  return (
    <Stack gap="md">
      <Group gap="sm" align="baseline">
        <Text component="h2" fw={650} m={0} size="lg">
          {person}
        </Text>
        <Link to="/people/$person" params={{ person }}>
          {t("person.page")}
        </Link>
        <span className="quiet">{part?.institutes.join(", ")}</span>
      </Group>
      {error !== null && <Refusal error={error} again={() => void refetch()} />}
      {isPending && error === null && <Loading lines={6} />}
      {part !== undefined && (
        <div className="two">
          <Stack gap="md">
            <section className="sheet" aria-labelledby="part-items">
              <h2 className="sheet-title" id="part-items">
                {t("person.items")}
              </h2>
              {part.items.length === 0 && <Empty title={t("person.noItems")} />}
              {part.items.map((item) => (
                <ItemLine
                  key={item.item}
                  item={item}
                  office={officeName(item.owner)}
                  onStep={async (step) => {
                    await ask("POST /api/v1/decisions/{decision}/people/{person}/items", {
                      params: { decision: decision.id, person },
                      body: step,
                      ifMatch: `"${part.version}"`,
                      purpose: PURPOSE,
                    });
                    await queries.invalidateQueries();
                  }}
                />
              ))}
            </section>
            <LetterPreview decision={decision.id} part={part} />
          </Stack>
          <Stack gap="md">
            <Ends part={part} decision={decision} />
            <ExceptionForm decision={decision} person={person} part={part} />
          </Stack>
        </div>
      )}
    </Stack>
  );
}

function Ends({ part, decision }: { readonly part: PlanPart; readonly decision: Decision }) {
  const { t } = useTranslation("carrying-out");
  const title = (entitlement: string): string =>
    endingTitle(decision.ends.find((each) => each.entitlement === entitlement)?.title ?? entitlement);
  return (
    <section className="sheet" aria-labelledby="part-ends">
      <h2 className="sheet-title" id="part-ends">
        {t("ends.title")}
      </h2>
      {part.ends.length === 0 ? (
        <Empty title={t("person.noEnds")} />
      ) : (
        <PlainTable
          label={t("ends.title")}
          columns={[
            { key: "what", title: t("ends.what") },
            { key: "lastDay", title: t("ends.lastDay") },
          ]}
          rows={part.ends.map(({ entitlement, about, lastDay, again }) => ({
            key: `${entitlement} ${about ?? ""} ${lastDay}`,
            cells: [
              <span key="what">
                <Said isCapital>{title(entitlement)}</Said>
                {about !== null && <span className="quiet"> {about}</span>}
              </span>,
              <span key="lastDay">
                <DayText day={lastDay} style="short" />
                {again !== null && (
                  <span className="quiet">
                    {" "}
                    {t("person.again")} <DayText day={again} style="short" />
                  </span>
                )}
              </span>,
            ],
          }))}
        />
      )}
    </section>
  );
}
