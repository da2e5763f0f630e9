/** Two policies side by side: the registry's own, or what was proposed. */
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import "../policy.css";
import type { ProposalListed } from "../../api/generated/routes.ts";
import { asking } from "../../api/queries.ts";
import { Empty, Loading, Refusal } from "../../pieces/states.tsx";
import { useKnownOn } from "../../shell/known-on.tsx";
import { EffectView } from "../effect/effect-view.tsx";
import { TextsCompared } from "./texts-compared.tsx";

/** The registry's own policy in the lists. */
const OWN = "";

export function ComparePage() {
  const { t } = useTranslation("policy");
  const list = useQuery(asking("GET /api/v1/proposals", { query: { limit: 1_000 } }));
  return (
    <div className="policy-compare">
      <p className="policy-back">
        <Link to="/policy">{t("edit.back")}</Link>
      </p>
      <header className="policy-head">
        <h1>{t("compare.title")}</h1>
        <p>{t("compare.explained")}</p>
      </header>
      {list.error !== null ? (
        <Refusal error={list.error} again={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Loading lines={8} />
      ) : list.data.value.proposals.length === 0 ? (
        <Empty title={t("proposals.none")}>{t("proposals.noneMore")}</Empty>
      ) : (
        <Choice proposals={list.data.value.proposals} />
      )}
    </div>
  );
}

function Choice({ proposals }: { readonly proposals: readonly ProposalListed[] }) {
  const { t } = useTranslation("policy");
  const navigate = useNavigate();
  const asked = useSearch({ strict: false, select: ({ a, b }) => ({ a, b }) });
  const a = asked.a ?? OWN;
  const b = asked.b ?? (a === OWN ? proposals[0]!.id : OWN);
  const options = [
    { value: OWN, label: t("compare.own") },
    ...proposals.map(({ id, title }) => ({ value: id, label: title })),
  ];
  const choose = (chosen: { readonly a: string; readonly b: string }): void =>
    void navigate({
      to: "/policy/compare",
      search: { ...(chosen.a === OWN ? {} : { a: chosen.a }), ...(chosen.b === OWN ? {} : { b: chosen.b }) },
      replace: true,
    });
  const nameOf = (id: string): string => options.find(({ value }) => value === id)?.label ?? id;
  return (
    <>
      <div className="policy-choice">
        <NativeSelect
          label={t("compare.a")}
          data={options}
          value={a}
          onChange={({ currentTarget }) => choose({ a: currentTarget.value, b })}
        />
        <NativeSelect
          label={t("compare.b")}
          data={options}
          value={b}
          onChange={({ currentTarget }) => choose({ a, b: currentTarget.value })}
        />
      </div>
      {a === b ? (
        <Empty title={t("compare.same")} />
      ) : b === OWN ? (
        // The registry's own is asked about as what a proposal is compared with.
        <Sides a={OWN} b={a} nameOf={nameOf} />
      ) : (
        <Sides a={a} b={b} nameOf={nameOf} />
      )}
    </>
  );
}

interface SidesProperties {
  readonly a: string;
  readonly b: string;
  readonly nameOf: (id: string) => string;
}

function Sides({ a, b, nameOf }: SidesProperties) {
  const { t } = useTranslation("policy");
  const knownOn = useKnownOn();
  const names = { a: nameOf(a), b: nameOf(b) };
  const effect = useQuery({
    ...asking("GET /api/v1/proposals/{id}/effect", {
      params: { id: b },
      query: { ...(a === OWN ? {} : { against: a }), ...(knownOn === undefined ? {} : { knownOn }) },
    }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  const own = useQuery({ ...asking("GET /api/v1/policy", {}), enabled: a === OWN });
  const first = useQuery({
    ...asking("GET /api/v1/proposals/{id}", { params: { id: a } }),
    enabled: a !== OWN,
  });
  const second = useQuery(asking("GET /api/v1/proposals/{id}", { params: { id: b } }));
  const textA = a === OWN ? own.data?.value.text : first.data?.value.text;
  const textB = second.data?.value.text;
  return (
    <>
      <section className="sheet" aria-labelledby="effect">
        <h2 id="effect" className="sheet-title">
          {t("effect.title")}
        </h2>
        {effect.error !== null ? (
          <Refusal error={effect.error} again={() => void effect.refetch()} />
        ) : effect.data === undefined ? (
          <Loading lines={6} />
        ) : (
          <EffectView effect={effect.data.value} names={names} />
        )}
      </section>
      <section className="sheet" aria-labelledby="texts">
        <h2 id="texts" className="sheet-title">
          {t("texts.title")}
        </h2>
        {textA === undefined || textB === undefined ? (
          <Loading lines={6} />
        ) : (
          <TextsCompared a={{ name: names.a, text: textA }} b={{ name: names.b, text: textB }} />
        )}
      </section>
    </>
  );
}
