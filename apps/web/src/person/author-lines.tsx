/** "How will I be printed?": what stands after the name on a paper of each experiment, under each signing policy. */
import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OwnAuthorLines } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { usePolicyTitle } from "../authors/policy-picker.tsx";
import { useSigningExperiments } from "../authors/signers-source.tsx";
import { AskWhySigns } from "../authors/why-signs.tsx";
import "../authors/authors.css";
import { DayInput } from "../pieces/day-input.tsx";
import { usePurpose } from "../pieces/purpose.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { PlainTable } from "../pieces/table.tsx";

type Policy = OwnAuthorLines["experiments"][number]["policies"][number];

export function AuthorLines({ person }: { readonly person: string }) {
  const { t } = useTranslation("authors");
  const purpose = usePurpose(person).with;
  const [published, setPublished] = useState<string>();
  const { data, error, refetch } = useQuery(
    asking("GET /api/v1/authors/people/{id}/lines", {
      params: { id: person },
      query: { published },
      ...purpose,
    }),
  );
  const own = data?.value;
  const experiments = useSigningExperiments().data?.value.experiments ?? [];
  const asked = new Set(experiments.map(({ experiment }) => experiment));
  return (
    <section className="sheet" aria-labelledby="person-lines">
      <h2 id="person-lines" className="sheet-title">
        {t("own.title")}
      </h2>
      <Stack gap="sm" mt={4}>
        <Text size="sm">{t("own.explained")}</Text>
        <div className="list-day">
          <DayInput
            label={t("print.published")}
            value={published}
            onChange={setPublished}
            description={t("print.publishedMore")}
          />
        </div>
        {error !== null ? (
          <Refusal error={error} again={() => void refetch()} />
        ) : own === undefined ? (
          <Loading lines={4} />
        ) : own.experiments.length === 0 ? (
          <Empty title={t("own.none")}>{t("own.noneMore")}</Empty>
        ) : (
          <>
            {own.experiments.map(({ experiment, title, policies }) => (
              <div key={experiment}>
                <Lines title={title} name={own.name} policies={policies} />
                {asked.has(experiment) && (
                  <AskWhySigns label={t("signers.ownTitle")} person={person} experiment={experiment} />
                )}
              </div>
            ))}
            {!own.hasOrcid && <Text size="sm">{t("own.noOrcid")}</Text>}
          </>
        )}
      </Stack>
    </section>
  );
}

interface Properties {
  readonly title: string;
  readonly name: string;
  readonly policies: readonly Policy[];
}

function Lines({ title, name, policies }: Properties) {
  const { t } = useTranslation("authors");
  const titleOf = usePolicyTitle();
  return (
    <div>
      <h3 className="list-thanks">{title}</h3>
      <PlainTable
        label={`${t("own.title")} ${title}`}
        columns={[
          { key: "policy", title: t("print.policy") },
          { key: "line", title: t("own.line") },
        ]}
        rows={policies.map(({ policy, title: own, lines, isUnidentifiable }) => ({
          key: policy,
          cells: [
            titleOf(policy, own),
            <span key="line">
              <span dir="auto">{[name, ...lines].join("; ")}</span>
              {isUnidentifiable && <strong className="list-takes"> ({t("preview.nobody")})</strong>}
            </span>,
          ],
        }))}
      />
    </div>
  );
}
