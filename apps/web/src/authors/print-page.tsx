/** A paper's list: under which policy, in which format; what it looks like, whom it leaves with nothing, what another policy would change. */
import type { WriteFormat } from "@comity/authorship";
import { NativeSelect, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PrintedAuthorList } from "../api/generated/routes.ts";
import { useDayText } from "../pieces/day-text.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { AuthorsTabs } from "./authors-tabs.tsx";
import { Differences } from "./differences.tsx";
import { FIRST_WORDS, FORMATS, type PrintWords, printing } from "./list-call.ts";
import { ListFile } from "./list-file.tsx";
import { ListNotes } from "./list-notes.tsx";
import { ListWarnings } from "./list-warnings.tsx";
import { PaperDays } from "./paper-days.tsx";
import { PolicyPicker } from "./policy-picker.tsx";
import { PrintedPreview } from "./printed-preview.tsx";
import { SignersSource } from "./signers-source.tsx";
import { WrittenPreview } from "./written-preview.tsx";

export function PrintPage() {
  const { t } = useTranslation("authors");
  const [source, setSource] = useState("file");
  const [file, setFile] = useState<File>();
  const [words, setWords] = useState<PrintWords>(FIRST_WORDS);
  const change = (part: Partial<PrintWords>): void => setWords({ ...words, ...part });
  return (
    <>
      <Title order={1}>{t("title")}</Title>
      <AuthorsTabs />
      <Stack gap="md">
        <Text size="sm" maw={760}>
          {t("print.explained")}
        </Text>
        <SegmentedControl
          w="fit-content"
          aria-label={t("signers.source")}
          value={source}
          data={[
            { value: "file", label: t("signers.fromFile") },
            { value: "registry", label: t("signers.fromRegistry") },
          ]}
          onChange={(value) => {
            setSource(value);
            setFile(undefined);
          }}
        />
        {source === "file" ? (
          <ListFile label={t("print.list")} file={file} onFile={setFile} />
        ) : (
          <SignersSource onFile={setFile} />
        )}
        <section className="sheet list-choices" aria-label={t("print.how")}>
          <PolicyPicker
            label={t("print.policy")}
            hasOwn
            value={words.policy}
            onChange={(policy) => change({ policy })}
          />
          <PolicyPicker
            label={t("print.against")}
            value={words.against}
            none={t("print.noOther")}
            onChange={(against) => change({ against })}
          />
          <NativeSelect
            label={t("print.format")}
            value={words.format}
            data={FORMATS.map((value) => ({ value, label: t(`formats.${value.replace(".", "-")}`) }))}
            onChange={({ currentTarget }) => change({ format: currentTarget.value as WriteFormat })}
          />
          <PaperDays days={words} onChange={change} />
        </section>
        {file !== undefined && <Printed file={file} words={words} />}
      </Stack>
    </>
  );
}

function Printed({ file, words }: { readonly file: File; readonly words: PrintWords }) {
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...printing(file, words),
    placeholderData: keepPreviousData,
  });
  if (error !== null) return <Refusal error={error} again={() => void refetch()} />;
  if (data === undefined)
    return (
      <section className="sheet">
        <Loading lines={6} />
      </section>
    );
  return (
    <div className="list-printed" aria-busy={isPlaceholderData || undefined}>
      <Stack gap="md">
        <ReadSummary printed={data} />
        <ListWarnings printed={data} />
        <PrintedPreview key={`${data.policy} ${file.name}`} printed={data} />
        {data.differences !== null && (
          <Differences differences={data.differences} people={data.people.length} />
        )}
        <WrittenPreview
          key={`${words.policy} ${file.name} ${file.lastModified}`}
          file={file}
          words={words}
          printed={data}
        />
        <ListNotes read={data.read} />
      </Stack>
    </div>
  );
}

/** What was read, and the two days that count. */
function ReadSummary({ printed }: { readonly printed: PrintedAuthorList }) {
  const { t } = useTranslation("authors");
  const dayText = useDayText();
  const { read, dates } = printed;
  return (
    <Text size="sm" role="status">
      {read.title !== null && <b dir="auto">{read.title}. </b>}
      {t("print.read", { count: read.authors, organisations: read.organisations, format: read.format })}{" "}
      {read.leftOut > 0 && (
        <strong className="list-takes">{t("print.leftOut", { count: read.leftOut })} </strong>
      )}
      {t("print.dates", {
        reference: dayText(dates.reference),
        published: dayText(dates.published),
      })}
    </Text>
  );
}
