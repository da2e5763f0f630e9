/** Something to do, with its office, its day and its state; and how its state is changed. */
import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PlanPart } from "../../api/generated/routes.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { Said } from "../../phrases/said.tsx";
import { DayInput } from "../../pieces/day-input.tsx";
import { DayText } from "../../pieces/day-text.tsx";
import { Refusal } from "../../pieces/states.tsx";

export type Item = PlanPart["items"][number];
export type ItemState = Item["state"];

/** What is said of an item. */
export interface Step {
  readonly item: string;
  readonly state: ItemState;
  readonly note?: string;
  readonly until?: string;
}

/** States that somebody may give an item; `dropped` only a plan that is laid anew does. */
const GIVEN: readonly ItemState[] = ["open", "in hand", "done", "does not apply", "excepted"];
/** States that are said with a reason. */
const WITH_REASON: ReadonlySet<ItemState> = new Set(["does not apply", "excepted"]);

interface Properties {
  readonly item: Item;
  readonly office: string;
  /** Changes the state; absent where one only looks. */
  readonly onStep?: (step: Step) => Promise<unknown>;
}

export function ItemLine({ item, office, onStep }: Properties) {
  const { t } = useTranslation("carrying-out");
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="task">
      <Said>{item.what}</Said>
      <span className={item.isLate ? "late" : "quiet"}>
        {item.due === null ? t("item.noDay") : <DayText day={item.due} style="short" />}
        {item.isLate && ` ${t("item.late")}`}
      </span>
      {onStep === undefined ? (
        <span>{t(`itemStates.${item.state}`)}</span>
      ) : (
        <Button variant="default" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(`itemStates.${item.state}`)}
        </Button>
      )}
      <span className="task-more">
        {office}
        {item.until !== null && (
          <>
            {", "}
            {t("item.until")} <DayText day={item.until} style="short" />
          </>
        )}
        {item.note !== null && `, ${item.note}`}
      </span>
      {isOpen && onStep !== undefined && (
        <div className="task-more">
          <StepForm item={item} onStep={onStep} onLeave={() => setOpen(false)} />
          <Changes item={item} />
        </div>
      )}
    </div>
  );
}

/** What was said of it before, by whom. */
function Changes({ item }: { readonly item: Item }) {
  const { t, i18n } = useTranslation("carrying-out");
  if (item.changes.length === 0) return null;
  const instant = new Intl.DateTimeFormat(i18n.language === "fr" ? "fr-CH" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
  });
  return (
    <ul>
      {item.changes.map(({ at, by, state, note }) => (
        <li key={`${at} ${state}`}>
          {instant.format(new Date(at))}, {by}: {t(`itemStates.${state}`)}
          {note !== null && `, ${note}`}
        </li>
      ))}
    </ul>
  );
}

interface StepProperties {
  readonly item: Item;
  readonly onStep: (step: Step) => Promise<unknown>;
  readonly onLeave: () => void;
}

function StepForm({ item, onStep, onLeave }: StepProperties) {
  const { t } = useTranslation("carrying-out");
  const [state, setState] = useState<ItemState>(item.state === "open" ? "done" : item.state);
  const [note, setNote] = useState("");
  const [until, setUntil] = useState<string>();
  const [isPressed, setPressed] = useState(false);
  const step = useMutation<unknown, ApiProblem, Step>({ mutationFn: onStep, onSuccess: onLeave });
  const needsReason = WITH_REASON.has(state) && note.trim() === "";
  const needsDay = state === "excepted" && until === undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setPressed(true);
    if (needsReason || needsDay) return;
    step.mutate({
      item: item.item,
      state,
      ...(note.trim() === "" ? {} : { note: note.trim() }),
      ...(state !== "excepted" || until === undefined ? {} : { until }),
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs" py="xs">
        <Group align="flex-start" gap="sm">
          <NativeSelect
            label={t("step.state")}
            value={state}
            onChange={({ currentTarget }) =>
              setState(GIVEN.find((each) => each === currentTarget.value) ?? "open")
            }
            data={GIVEN.map((each) => ({ value: each, label: t(`itemStates.${each}`) }))}
          />
          <TextInput
            label={t("step.note")}
            description={t("step.noteMore")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            value={note}
            error={isPressed && needsReason ? t("step.reason") : step.error?.fault("note")}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
            maxLength={1000}
            flex={1}
            miw={220}
          />
          {state === "excepted" && (
            <DayInput
              label={t("step.until")}
              value={until}
              error={isPressed && needsDay ? t("step.untilMissing") : step.error?.fault("until")}
              onChange={setUntil}
            />
          )}
        </Group>
        {step.error !== null && <Refusal error={step.error} />}
        <Group gap="sm">
          <Button type="submit" size="compact-sm" loading={step.isPending}>
            {t("step.say")}
          </Button>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onLeave}>
            {t("leave")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
