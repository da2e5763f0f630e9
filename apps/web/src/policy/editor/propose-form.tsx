/** Proposing what was written, or changing a proposal: its title, why, and what is wrong beside each. */
import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { Proposal } from "../../api/generated/routes.ts";
import { ApiProblem } from "../../api/problem.ts";
import { queries } from "../../api/queries.ts";
import { Refusal } from "../../pieces/states.tsx";
import { type KeptText, keepText } from "./kept-text.ts";

interface Properties {
  readonly written: KeptText;
  readonly onChange: (changed: Partial<KeptText>) => void;
  readonly proposal: (Proposal & { readonly tag: string }) | undefined;
  readonly isChanged: boolean;
  /** Its effect was looked at as it is written now. */
  readonly isSeen: boolean;
  readonly hasErrors: boolean;
}

export function ProposeForm({ written, onChange, proposal, isChanged, isSeen, hasErrors }: Properties) {
  const { t } = useTranslation("policy");
  const navigate = useNavigate();
  const propose = useMutation<Proposal, Error>({
    mutationFn: () =>
      proposal === undefined
        ? ask("POST /api/v1/proposals", { body: { ...written } })
        : ask("PUT /api/v1/proposals/{id}", {
            params: { id: proposal.id },
            body: { ...written },
            ifMatch: proposal.tag,
          }),
    onSuccess: async ({ id }) => {
      keepText(proposal?.id, undefined);
      await queries.invalidateQueries({ queryKey: ["GET /api/v1/proposals"] });
      queries.removeQueries({ queryKey: ["GET /api/v1/proposals/{id}"] });
      void navigate({ to: "/policy/proposals/$proposal", params: { proposal: id } });
    },
  });
  const problem = propose.error instanceof ApiProblem ? propose.error : undefined;
  const isBeside = problem?.fault("title") !== undefined || problem?.fault("why") !== undefined;
  const why = !isChanged
    ? t("propose.unchanged")
    : hasErrors
      ? t("propose.hasErrors")
      : isSeen
        ? written.title.trim() === ""
          ? t("propose.untitled")
          : undefined
        : t("propose.unseen");
  return (
    <form
      className="sheet policy-propose"
      aria-label={t("propose.title")}
      onSubmit={(event) => {
        event.preventDefault();
        propose.mutate();
      }}
    >
      <h2 className="sheet-title">{t(proposal === undefined ? "propose.title" : "propose.titleChange")}</h2>
      <TextInput
        label={t("propose.name")}
        value={written.title}
        maxLength={200}
        error={problem?.fault("title")}
        onChange={({ currentTarget }) => onChange({ title: currentTarget.value })}
      />
      <Textarea
        label={t("propose.why")}
        value={written.why}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={5_000}
        error={problem?.fault("why")}
        onChange={({ currentTarget }) => onChange({ why: currentTarget.value })}
      />
      {why !== undefined && <p className="effect-small">{why}</p>}
      {propose.error !== null && !isBeside && <Refusal error={propose.error} />}
      {problem?.code === "proposal-moved" && <p className="effect-small">{t("propose.moved")}</p>}
      <Button
        type="submit"
        size="sm"
        loading={propose.isPending}
        disabled={!isChanged || hasErrors || !isSeen || written.title.trim() === ""}
      >
        {t(proposal === undefined ? "propose.send" : "propose.change")}
      </Button>
    </form>
  );
}
