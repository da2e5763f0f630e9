/** From the figures down to single people: who is touched, when first, and by what; as far as whoever looks may see them. */
import type { FactSheet } from "@comity/decision";
import { Anchor, Badge, Button, CloseButton, Group } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Fragment, memo, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answered, askTagged } from "../api/ask.ts";
import type { ApiProblem } from "../api/problem.ts";
import { DayText } from "../pieces/day-text.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { useFigure } from "./figure.ts";
import type { Move } from "./live-sheet.ts";
import { Panel } from "./side-panels.tsx";
import { TouchedPerson } from "./touched-person.tsx";

/** People are asked for once the hand has rested for so long, in milliseconds. */
const REST = 400;
const PAGE = 25;

interface Properties {
  readonly draft: string;
  readonly moves: readonly Move[];
  readonly byInstitute: FactSheet["byInstitute"];
  readonly entitlements: FactSheet["entitlements"];
  readonly institute: string | undefined;
  readonly onInstitute: (id: string | undefined) => void;
}

type Route = "GET /api/v1/drafts/{id}/people";

export const PeoplePanel = memo(function PeoplePanel(properties: Properties) {
  const { institute, onInstitute, ...listed } = properties;
  const { t } = useTranslation("studio");
  const [isOpen, setOpen] = useState(false);
  const name = listed.byInstitute.find(({ id }) => id === institute)?.name ?? institute;
  const isShown = isOpen || institute !== undefined;
  return (
    <Panel
      title={t("people.title")}
      beside={
        institute !== undefined && (
          <Badge
            variant="light"
            tt="none"
            rightSection={
              <CloseButton size="xs" onClick={() => onInstitute(undefined)} aria-label={t("people.all")} />
            }
          >
            {name}
          </Badge>
        )
      }
    >
      {isShown ? (
        <TouchedList {...listed} institute={institute} />
      ) : (
        <Group justify="space-between">
          <span className="hint">{t("people.looked")}</span>
          <Button variant="default" size="xs" onClick={() => setOpen(true)}>
            {t("people.show")}
          </Button>
        </Group>
      )}
    </Panel>
  );
});

function TouchedList(properties: Omit<Properties, "onInstitute">) {
  const { draft, moves, byInstitute, entitlements: lost, institute } = properties;
  const { t } = useTranslation("studio");
  const figure = useFigure();
  const [chosen, setChosen] = useState<string>();
  const [rested] = useDebouncedValue(moves, REST);
  const titles = useMemo(() => new Map(lost.map((each) => [each.name, each.title])), [lost]);
  const names = useMemo(() => new Map(byInstitute.map((each) => [each.id, each.name])), [byInstitute]);
  const moved = useMemo(() => rested.map(({ act, day: to }) => `${act}:${to}`), [rested]);
  const query = {
    limit: PAGE,
    ...(institute === undefined ? {} : { institute }),
    ...(moved.length === 0 ? {} : { moves: moved }),
  };
  const found = useInfiniteQuery<Answered<Route>, ApiProblem>({
    queryKey: ["GET /api/v1/drafts/{id}/people", draft, query],
    queryFn: ({ pageParam, signal }) =>
      askTagged("GET /api/v1/drafts/{id}/people", {
        params: { id: draft },
        query: { ...query, ...(pageParam === undefined ? {} : { after: pageParam as string }) },
        signal,
      }),
    initialPageParam: undefined,
    getNextPageParam: ({ value }) => value.next ?? undefined,
  });
  if (found.error !== null) return <Refusal error={found.error} />;
  if (found.data === undefined) return <Loading lines={6} />;
  const people = found.data.pages.flatMap(({ value }) => value.people);
  const total = found.data.pages[0]?.value.total ?? 0;
  if (total === 0) return <p className="hint">{t("people.none")}</p>;
  return (
    <>
      <p className="hint">{t("people.seen", { count: total, people: figure(total) })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <section className="pictured-table" tabIndex={0} aria-label={t("people.list")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("people.person")}</th>
              <th scope="col">{t("people.firstDay")}</th>
              <th scope="col">{t("people.institute")}</th>
              <th scope="col">{t("people.loses")}</th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ person, firstDay, entitlements, institutes }) => (
              <Fragment key={person}>
                <tr>
                  <th scope="row">
                    <Anchor
                      component="button"
                      type="button"
                      size="sm"
                      aria-expanded={chosen === person}
                      onClick={() => setChosen(chosen === person ? undefined : person)}
                    >
                      {person}
                    </Anchor>
                  </th>
                  <td>
                    <DayText day={firstDay} style="short" />
                  </td>
                  <td>{institutes.map((id) => names.get(id) ?? id).join(", ")}</td>
                  <td>
                    <details>
                      <summary>{t("people.count", { count: entitlements.length })}</summary>
                      <ul className="lost-list">
                        {entitlements.map((each) => (
                          <li key={each}>{titles.get(each) ?? each}</li>
                        ))}
                      </ul>
                    </details>
                  </td>
                </tr>
                {chosen === person && (
                  <tr>
                    <td colSpan={4}>
                      <TouchedPerson person={person} draft={draft} moves={moved} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
      {found.hasNextPage && (
        <Anchor component="button" type="button" size="sm" mt={8} onClick={() => void found.fetchNextPage()}>
          {t("people.more")}
        </Anchor>
      )}
    </>
  );
}
