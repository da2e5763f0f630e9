/** Bringing a list in: choose files, see row by row what would change, answer what only a human can, record it as one set. */
import { Alert, Button, Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BroughtIn, ImportPlan } from "../../api/generated/routes.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { queries } from "../../api/queries.ts";
import { useKept } from "../../pieces/kept.ts";
import { Loading, Refusal } from "../../pieces/states.tsx";
import { RecordsTabs } from "../records-tabs.tsx";
import { type ImportWords, NO_WORDS, recordImport, tryImport } from "./import-call.ts";
import { ImportForm } from "./import-form.tsx";
import { ImportQuestions } from "./import-questions.tsx";
import { ImportRows } from "./import-rows.tsx";

interface Sending {
  readonly files: readonly File[];
  readonly words: ImportWords;
}

export function BringInPage() {
  const { t } = useTranslation("records");
  const [files, setFiles] = useState<readonly File[]>([]);
  const [words, change, forget] = useKept<ImportWords>("import", NO_WORDS);
  const dryRun = useMutation<ImportPlan, ApiProblem, Sending>({
    mutationFn: (sending) => tryImport(sending.files, sending.words),
  });
  const [done, setDone] = useState<BroughtIn>();
  const attempt = (chosen: readonly File[], said: ImportWords): void => {
    setDone(undefined);
    if (chosen.length > 0) dryRun.mutate({ files: chosen, words: said });
  };
  const choose = (chosen: readonly File[]): void => {
    setFiles(chosen);
    dryRun.reset();
    attempt(chosen, words);
  };
  const plan = dryRun.data;
  return (
    <>
      <Title order={1}>{t("import.title")}</Title>
      <RecordsTabs />
      <Stack gap="md">
        <Text size="sm" maw={760}>
          {t("import.explained")}
        </Text>
        <ImportForm
          files={files}
          words={words}
          isBusy={dryRun.isPending}
          onFiles={choose}
          onWords={change}
          onTry={() => attempt(files, words)}
        />
        {dryRun.isPending && (
          <section className="sheet">
            <Text size="sm" mb="xs">
              {t("import.reading")}
            </Text>
            <Loading lines={3} />
          </section>
        )}
        {dryRun.error !== null && <Refusal error={dryRun.error} />}
        {done !== undefined && <Done done={done} />}
        {plan !== undefined && !dryRun.isPending && done === undefined && (
          <>
            {plan.questions.length > 0 && (
              <ImportQuestions
                questions={plan.questions}
                answers={words.answers}
                onAnswer={(key, answer) => change({ answers: { ...words.answers, [key]: answer } })}
                onTry={() => attempt(files, words)}
              />
            )}
            <ImportRows plan={plan} />
            <Recording
              plan={plan}
              files={files}
              words={words}
              onDone={(recorded) => {
                setDone(recorded);
                forget();
                void queries.invalidateQueries();
              }}
            />
          </>
        )}
      </Stack>
    </>
  );
}

interface RecordingProperties extends Sending {
  readonly plan: ImportPlan;
  readonly onDone: (recorded: BroughtIn) => void;
}

/** The last step. Half a file is recorded only where that is said. */
function Recording({ plan, files, words, onDone }: RecordingProperties) {
  const { t } = useTranslation("records");
  const [onlyRight, setOnlyRight] = useState(false);
  const recording = useMutation<BroughtIn, ApiProblem, boolean>({
    mutationFn: (isHalf) => recordImport(files, words, plan, isHalf),
    onSuccess: onDone,
  });
  if (plan.conflicts.length > 0)
    return (
      <Alert color="takes" variant="light" title={t("import.conflicts")}>
        <ul>
          {plan.conflicts.slice(0, 20).map(({ act, message }) => (
            <li key={`${act ?? ""} ${message}`} lang="en">
              {message}
            </li>
          ))}
        </ul>
      </Alert>
    );
  const count = plan.acts;
  return (
    <section className="sheet" aria-labelledby="import-record">
      <h2 className="sheet-title" id="import-record">
        {t("import.last")}
      </h2>
      <Stack gap="sm" mt="xs">
        <Text size="sm">
          {count === 0
            ? t("import.nothing")
            : t(plan.whole ? "import.allRight" : "import.notAllRight", { count })}
        </Text>
        {!plan.whole && count > 0 && (
          <Checkbox
            label={t("import.onlyRight")}
            description={t("import.onlyRightMore")}
            checked={onlyRight}
            onChange={({ currentTarget }) => setOnlyRight(currentTarget.checked)}
          />
        )}
        {recording.error !== null && <Refusal error={recording.error} />}
        <Group>
          <Button
            onClick={() => recording.mutate(onlyRight)}
            loading={recording.isPending}
            disabled={count === 0 || (!plan.whole && !onlyRight)}
          >
            {t("import.record", { count })}
          </Button>
          <Text size="sm" c="dimmed">
            {t("import.asSet")} <span className="hash">{plan.set}</span>
          </Text>
        </Group>
      </Stack>
    </section>
  );
}

function Done({ done }: { readonly done: BroughtIn }) {
  const { t } = useTranslation("records");
  return (
    <section className="sheet" role="status">
      <Stack gap="xs">
        <Text fw={600}>{t("import.recorded", { count: done.acts })}</Text>
        <Group>
          <Link to="/records" search={{ set: done.set }}>
            {t("import.lookAtThem")}
          </Link>
          <Link to="/records/sets">{t("import.takeOut")}</Link>
        </Group>
      </Stack>
    </section>
  );
}
