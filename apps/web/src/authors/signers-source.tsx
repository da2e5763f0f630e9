/** The list of a paper as the registry has it: who signs by the experiment's policy, with additions and opt-outs, and why. */
import { Autocomplete, Button, NativeSelect, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api/ask.ts";
import type { Signers } from "../api/generated/routes.ts";
import type { ApiProblem } from "../api/problem.ts";
import { asking } from "../api/queries.ts";
import { DayInput } from "../pieces/day-input.tsx";
import { useDayText } from "../pieces/day-text.tsx";
import { PurposeChoice, usePurpose } from "../pieces/purpose.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { PlainTable } from "../pieces/table.tsx";
import { WhySigns } from "./why-signs.tsx";

interface Asked {
  readonly experiment: string;
  readonly paper: string | undefined;
  readonly reference: string | undefined;
}

/** The experiments that may be asked about. */
export function useSigningExperiments() {
  return useQuery({ ...asking("GET /api/v1/authors/experiments", {}), staleTime: 600_000 });
}

export function SignersSource({ onFile }: { readonly onFile: (file: File | undefined) => void }) {
  const { t } = useTranslation("authors");
  const purpose = usePurpose().with;
  const { data, error, refetch } = useSigningExperiments();
  const [experiment, setExperiment] = useState<string>();
  const [paper, setPaper] = useState("");
  const [reference, setReference] = useState<string>();
  const deriving = useMutation<{ asked: Asked; signers: Signers }, ApiProblem, Asked>({
    mutationFn: async (asked) => ({
      asked,
      signers: await ask("GET /api/v1/authors/experiments/{id}/signers", {
        params: { id: asked.experiment },
        query: { reference: asked.reference, paper: asked.paper },
        ...purpose,
      }),
    }),
    onSuccess: ({ signers: { file } }) =>
      onFile(new File([file.text], file.name, { type: "application/json" })),
    gcTime: 0,
  });
  if (error !== null) return <Refusal error={error} again={() => void refetch()} />;
  if (data === undefined) return <Loading lines={3} />;
  const { experiments } = data.value;
  const chosen = experiments.find((one) => one.experiment === experiment) ?? experiments[0];
  if (chosen === undefined) return <Empty title={t("signers.none")}>{t("signers.noneMore")}</Empty>;
  const change = (): void => {
    deriving.reset();
    onFile(undefined);
  };
  return (
    <section className="sheet" aria-labelledby="list-signers">
      <h2 className="sheet-title" id="list-signers">
        {t("signers.title")}
      </h2>
      <Stack gap="sm">
        <Text size="sm" maw={760}>
          {t("signers.explained")}
        </Text>
        <div className="list-choices">
          <NativeSelect
            label={t("signers.experiment")}
            value={chosen.experiment}
            data={experiments.map(({ experiment: value, title }) => ({ value, label: title }))}
            onChange={({ currentTarget }) => {
              setExperiment(currentTarget.value);
              setPaper("");
              change();
            }}
          />
          {chosen.papers.length > 0 && (
            <NativeSelect
              label={t("signers.paper")}
              value={paper}
              data={[{ value: "", label: t("signers.noPaper") }, ...chosen.papers]}
              onChange={({ currentTarget }) => {
                setPaper(currentTarget.value);
                change();
              }}
            />
          )}
          <DayInput
            label={t("signers.reference")}
            description={t("signers.referenceMore")}
            value={reference}
            onChange={(day) => {
              setReference(day);
              change();
            }}
          />
          <PurposeChoice />
        </div>
        <Button
          w="fit-content"
          loading={deriving.isPending}
          onClick={() =>
            deriving.mutate({
              experiment: chosen.experiment,
              paper: paper === "" ? undefined : paper,
              reference,
            })
          }
        >
          {t("signers.derive")}
        </Button>
        {deriving.error !== null && <Refusal error={deriving.error} />}
        {deriving.data !== undefined && <Derived {...deriving.data} />}
      </Stack>
    </section>
  );
}

function Derived({ asked, signers }: { readonly asked: Asked; readonly signers: Signers }) {
  const { t } = useTranslation("authors");
  const dayText = useDayText();
  const { authors, atLastInstitute, withoutInstitute, choices } = signers;
  return (
    <>
      <Text size="sm" role="status">
        <b>{t("signers.count", { count: authors.length })}</b>{" "}
        {t("signers.by", { policy: signers.policy, day: dayText(signers.reference) })}{" "}
        {atLastInstitute.length > 0 && t("signers.last", { count: atLastInstitute.length })}{" "}
        {withoutInstitute.length > 0 && t("signers.without", { count: withoutInstitute.length })}
      </Text>
      {choices.length > 0 && (
        <PlainTable
          label={t("signers.choices")}
          columns={[
            { key: "person", title: t("signers.person") },
            { key: "choice", title: t("signers.choice") },
            { key: "for", title: t("signers.for") },
            { key: "reason", title: t("signers.reason") },
          ]}
          rows={choices.map(({ person, name, choice, paper, reason }) => ({
            key: `${person} ${choice} ${paper}`,
            cells: [
              <bdi key="person">{name}</bdi>,
              t(`signers.${choice.replace(" ", "-")}`),
              paper ?? t("signers.all"),
              <span key="reason" dir="auto">
                {reason}
              </span>,
            ],
          }))}
        />
      )}
      <Why asked={asked} authors={authors} />
    </>
  );
}

function Why({ asked, authors }: { readonly asked: Asked; readonly authors: Signers["authors"] }) {
  const { t } = useTranslation("authors");
  const [typed, setTyped] = useState("");
  const [person, setPerson] = useState<string>();
  const idOf = (said: string): string => {
    const wanted = said.trim();
    // Two people may have one name: the identifier stands beside it in every suggestion.
    const between = /\(([^()]+)\)$/.exec(wanted)?.[1];
    return between ?? authors.find(({ name }) => name === wanted)?.person ?? wanted;
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== "") setPerson(idOf(typed));
      }}
    >
      <Stack gap="xs">
        <h3 className="list-thanks">{t("signers.why")}</h3>
        <div className="list-ask">
          <Autocomplete
            label={t("signers.who")}
            description={t("signers.whoMore")}
            data={[...new Set(authors.map(({ person: id, name }) => `${name} (${id})`))]}
            limit={12}
            value={typed}
            onChange={setTyped}
          />
          <Button variant="default" type="submit" disabled={typed.trim() === ""}>
            {t("signers.ask")}
          </Button>
        </div>
        {person !== undefined && <WhySigns key={person} person={person} {...asked} />}
      </Stack>
    </form>
  );
}
