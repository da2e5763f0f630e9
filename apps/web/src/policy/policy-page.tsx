/** The registry's policy as a page: what may be held, by which rule, and where the rule comes from. */
import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import "./policy.css";
import type { ToldExample } from "@comity/policy";
import type { Policy } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { Loading, Refusal } from "../pieces/states.tsx";
import { declaredIn, sourcesIn } from "./code/pieces.ts";
import type { PolicyText } from "./code/policy-code.tsx";
import { readAside } from "./language/language-worker.ts";
import { headingsOf, Literate, Sources } from "./literate.tsx";

export function PolicyPage() {
  const { data, error, refetch } = useQuery({ ...asking("GET /api/v1/policy", {}), staleTime: 300_000 });
  if (error !== null) return <Refusal error={error} again={() => void refetch()} />;
  return data === undefined ? <Loading lines={12} /> : <PolicyDocument policy={data.value} />;
}

function PolicyDocument({ policy }: { readonly policy: Policy }) {
  const { t } = useTranslation("policy");
  const { data: read } = useQuery({
    queryKey: ["policy read", policy.text],
    queryFn: ({ signal }) => readAside(policy.text, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const text = useMemo(
    (): PolicyText => ({
      declared: declaredIn(policy.text),
      sources: sourcesIn(policy.text),
      examples: read?.examples,
    }),
    [policy.text, read],
  );
  const headings = useMemo(() => headingsOf(policy.text), [policy.text]);
  const count = (role: string): number => policy.predicates.filter((each) => each.role === role).length;
  return (
    <div className="policy-page">
      <header className="policy-head">
        <h1>{policy.title}</h1>
        <p className="policy-counts">
          {t("counts.entitlements", { count: count("entitlement") })} ·{" "}
          {t("counts.rules", { count: count("rule") })} · {t("counts.records", { count: count("record") })} ·{" "}
          <ExamplesCount examples={read?.examples} />
        </p>
        <Group gap="xs">
          <Button component={Link} to="/policy/edit" size="xs">
            {t("edit.open")}
          </Button>
          <Button component={Link} to="/policy/proposals" size="xs" variant="default">
            {t("proposals.title")}
          </Button>
          <Button component={Link} to="/policy/compare" size="xs" variant="default">
            {t("compare.title")}
          </Button>
        </Group>
      </header>
      <nav className="policy-contents" aria-label={t("contents")}>
        <ol>
          {headings.map(({ title, id }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
          <li>
            <a href="#sources">{t("sources.title")}</a>
          </li>
        </ol>
      </nav>
      <article className="policy-text">
        <Literate markdown={policy.text} text={text} />
        <Sources sources={text.sources} />
      </article>
    </div>
  );
}

/** How many examples hold: run here, in the reader's own browser. */
export function ExamplesCount({ examples }: { readonly examples: readonly ToldExample[] | undefined }) {
  const { t } = useTranslation("policy");
  if (examples === undefined) return <span>{t("counts.examplesRunning")}</span>;
  const of = (outcome: string): number =>
    examples.filter(({ expectations }) => expectations.some((each) => each.outcome === outcome)).length;
  const failing = of("fail");
  if (failing > 0)
    return (
      <strong className="policy-fails">
        {t("counts.examplesFail", { count: failing, all: examples.length })}
      </strong>
    );
  return <span>{t("counts.examplesHold", { count: examples.length - of("skipped") })}</span>;
}
