/** What is to be done: by office in figures, and part by part. People are there by their identifiers. */
import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { PlanPart, PlanWork } from "../../api/generated/routes.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { DayText } from "../../pieces/day-text.tsx";
import { Empty, Loading, Refusal } from "../../pieces/states.tsx";
import { PlainTable } from "../../pieces/table.tsx";
import { DecisionFrame } from "../decision-frame.tsx";
import { KINDS, type WorkSearch } from "../work-search.ts";
import { ItemLine } from "./item-line.tsx";
import { useWork } from "./offices.ts";

const PAGE = 40;

export function WorkPage() {
  const { decision } = useParams({ from: "/carrying-out/$decision/work" });
  return (
    <DecisionFrame decision={decision}>{() => <WorkOf key={decision} decision={decision} />}</DecisionFrame>
  );
}

const partsOf = (decision: string, search: WorkSearch, after: string | undefined, signal: AbortSignal) =>
  ask("GET /api/v1/decisions/{decision}/parts", {
    params: { decision },
    query: {
      limit: PAGE,
      ...(search.kind === undefined ? {} : { kind: search.kind }),
      ...(search.owner === undefined ? {} : { owner: search.owner }),
      ...(search.show === "all" ? {} : search.show === "late" ? { late: "yes" } : { open: "yes" }),
      ...(after === undefined ? {} : { after }),
    },
    signal,
  });

function WorkOf({ decision }: { readonly decision: string }) {
  const { t } = useTranslation("carrying-out");
  const search = useSearch({ from: "/carrying-out/$decision/work" });
  const { work, error: noWork, officeName } = useWork(decision);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery<
    Awaited<ReturnType<typeof partsOf>>,
    ApiProblem
  >({
    queryKey: ["parts", decision, search],
    queryFn: ({ pageParam, signal }) => partsOf(decision, search, pageParam as string | undefined, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const parts = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Stack gap="md">
      {noWork !== null && <Refusal error={noWork} />}
      {work !== undefined && <ByOffice work={work} officeName={officeName} />}
      <Filters decision={decision} search={search} work={work} officeName={officeName} />
      {error !== null && <Refusal error={error} />}
      {isPending && error === null && <Loading lines={8} />}
      {data !== undefined && parts.length === 0 && <Empty title={t("work.none")}>{t("work.noneMore")}</Empty>}
      {parts.map((part) => (
        <PartSheet key={`${part.kind} ${part.id}`} decision={decision} part={part} officeName={officeName} />
      ))}
      {hasNextPage && (
        <Button
          variant="default"
          w="fit-content"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t("work.more")}
        </Button>
      )}
    </Stack>
  );
}

interface ByOfficeProperties {
  readonly work: PlanWork;
  readonly officeName: (office: string) => string;
}

/** How each office's work stands. */
function ByOffice({ work, officeName }: ByOfficeProperties) {
  const { t, i18n } = useTranslation("carrying-out");
  const figure = (value: number): string => value.toLocaleString(i18n.language);
  if (work.work.length === 0) return <Empty title={t("work.nothing")}>{t("work.nothingMore")}</Empty>;
  const owners = [...new Set(work.work.map(({ owner }) => owner))];
  const rows = owners.map((owner) => {
    const own = work.work.filter((each) => each.owner === owner);
    const sum = (of: "all" | "open" | "late" | "done" | "inHand"): number =>
      own.reduce((total, each) => total + each[of], 0);
    const firstDue = own.flatMap((each) => each.firstDue ?? []).sort()[0];
    return { owner, all: sum("all"), late: sum("late"), done: sum("done"), inHand: sum("inHand"), firstDue };
  });
  return (
    <section className="sheet" aria-labelledby="work-offices">
      <h2 className="sheet-title" id="work-offices">
        {t("work.byOffice")}
      </h2>
      <PlainTable
        label={t("work.byOffice")}
        columns={[
          { key: "office", title: t("work.office") },
          { key: "bar", title: t("work.progress") },
          { key: "done", title: t("work.done"), isFigure: true },
          { key: "inHand", title: t("work.inHand"), isFigure: true },
          { key: "late", title: t("work.late"), isFigure: true },
          { key: "all", title: t("work.all"), isFigure: true },
          { key: "next", title: t("work.next") },
        ]}
        rows={rows.map(({ owner, all, late, done, inHand, firstDue }) => ({
          key: owner,
          cells: [
            officeName(owner),
            <div key="bar" className="bar-cell" aria-hidden="true">
              <div className="bar">
                <i style={{ width: `${(100 * done) / Math.max(all, 1)}%` }} />
                <i className="hand" style={{ width: `${(100 * inHand) / Math.max(all, 1)}%` }} />
              </div>
            </div>,
            figure(done),
            figure(inHand),
            <span key="late" className={late > 0 ? "late" : undefined}>
              {figure(late)}
            </span>,
            figure(all),
            firstDue === undefined ? "" : <DayText key="next" day={firstDue} style="short" />,
          ],
        }))}
      />
    </section>
  );
}

interface FiltersProperties {
  readonly decision: string;
  readonly search: WorkSearch;
  readonly work: PlanWork | undefined;
  readonly officeName: (office: string) => string;
}

function Filters({ decision, search, work, officeName }: FiltersProperties) {
  const { t } = useTranslation("carrying-out");
  const navigate = useNavigate({ from: "/carrying-out/$decision/work" });
  const [person, setPerson] = useState("");
  const show = (change: WorkSearch): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <Group align="flex-end" gap="sm">
      <NativeSelect
        label={t("work.show")}
        value={search.show ?? "open"}
        onChange={({ currentTarget: { value } }) =>
          show({ show: value === "late" || value === "all" ? value : undefined })
        }
        data={[
          { value: "open", label: t("work.onlyOpen") },
          { value: "late", label: t("work.onlyLate") },
          { value: "all", label: t("work.everything") },
        ]}
      />
      <NativeSelect
        label={t("work.office")}
        value={search.owner ?? ""}
        onChange={({ currentTarget }) => show({ owner: currentTarget.value || undefined })}
        data={[
          { value: "", label: t("work.everyOffice") },
          ...(work?.offices ?? []).map(({ office }) => ({ value: office, label: officeName(office) })),
        ]}
      />
      <NativeSelect
        label={t("work.kind")}
        value={search.kind ?? ""}
        onChange={({ currentTarget: { value } }) => show({ kind: KINDS.find((each) => each === value) })}
        data={[
          { value: "", label: t("work.everyKind") },
          ...KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
        ]}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (person.trim() !== "")
            void navigate({
              to: "/carrying-out/$decision/people/$person",
              params: { decision, person: person.trim() },
            });
        }}
      >
        <Group align="flex-end" gap="xs">
          <TextInput
            label={t("work.person")}
            placeholder={t("work.personExample")}
            value={person}
            onChange={({ currentTarget }) => setPerson(currentTarget.value)}
            maxLength={200}
          />
          <Button type="submit" variant="default">
            {t("work.go")}
          </Button>
        </Group>
      </form>
    </Group>
  );
}

interface PartProperties {
  readonly decision: string;
  readonly part: PlanPart;
  readonly officeName: (office: string) => string;
}

function PartSheet({ decision, part, officeName }: PartProperties) {
  const { t } = useTranslation("carrying-out");
  const { kind, id, institutes, items, letters } = part;
  const heading = `part-${kind}-${id}`.replaceAll(/[^\w-]/g, "-");
  return (
    <section className="sheet" aria-labelledby={heading}>
      <Group justify="space-between" align="baseline">
        <Text component="h3" id={heading} fw={600} m={0} style={{ overflowWrap: "anywhere" }}>
          {t(`kinds.${kind}`, { defaultValue: kind })}{" "}
          {kind === "person" ? (
            <Link to="/carrying-out/$decision/people/$person" params={{ decision, person: id }}>
              {id}
            </Link>
          ) : kind === "whole" ? (
            ""
          ) : (
            id
          )}
        </Text>
        <span className="quiet">{institutes.join(", ")}</span>
      </Group>
      {items.map((item) => (
        <ItemLine key={item.item} item={item} office={officeName(item.owner)} />
      ))}
      {letters.length > 0 && (
        <Text size="sm" c="dimmed" mt={6}>
          {t("work.letters", { count: letters.length })}
        </Text>
      )}
    </section>
  );
}
