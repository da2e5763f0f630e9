/** One act: what it says, how it came into the ledger, what refers to it; and how it is corrected or withdrawn. */
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Entry } from "../../api/generated/routes.ts";
import { asking } from "../../api/queries.ts";
import { DayText } from "../../pieces/day-text.tsx";
import { Loading, Refusal } from "../../pieces/states.tsx";
import { RecordsTabs } from "../records-tabs.tsx";
import { ActSays, membersOf, useFieldName, useSortName, ValueOf } from "./act-words.tsx";
import { CorrectionForm } from "./correction-form.tsx";
import { WithdrawalForm } from "./withdrawal-form.tsx";

export function ActPage() {
  const { t } = useTranslation("records");
  const { act: id } = useParams({ from: "/records/acts/$act" });
  const { data, error, isPending, refetch } = useQuery(asking("GET /api/v1/acts/{id}", { params: { id } }));
  return (
    <>
      <Text size="sm" c="dimmed">
        <Link to="/records">{t("tabs.ledger")}</Link>
      </Text>
      {error !== null && <Refusal error={error} again={() => void refetch()} />}
      {isPending && error === null && <Loading lines={8} />}
      {data !== undefined && <ActShown key={id} entry={data.value} />}
    </>
  );
}

type Doing = "correct" | "withdraw" | undefined;

/** Sorts of acts that can be neither corrected nor withdrawn as others are. */
const FIXED: ReadonlySet<string> = new Set(["erasure", "withdrawal"]);

function ActShown({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation("records");
  const sortName = useSortName();
  const [doing, setDoing] = useState<Doing>();
  const sort = String(entry.act.act);
  return (
    <>
      <Group justify="space-between" align="baseline">
        <Title order={1}>{t("act.title", { sort: sortName(sort), id: entry.id })}</Title>
      </Group>
      <RecordsTabs />
      <div className="two">
        <Stack gap="md">
          <Says entry={entry} />
          {doing === undefined && (
            <Group>
              {!FIXED.has(sort) && (
                <Button variant="default" onClick={() => setDoing("correct")}>
                  {t("act.correct")}
                </Button>
              )}
              {sort !== "erasure" && (
                <Button variant="default" onClick={() => setDoing("withdraw")}>
                  {t("act.withdraw")}
                </Button>
              )}
            </Group>
          )}
          {doing === "correct" && <CorrectionForm entry={entry} onLeave={() => setDoing(undefined)} />}
          {doing === "withdraw" && <WithdrawalForm entry={entry} onLeave={() => setDoing(undefined)} />}
          <Referring id={entry.id} />
        </Stack>
        <Came entry={entry} />
      </div>
    </>
  );
}

function Says({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation("records");
  const fieldName = useFieldName();
  const { act } = entry;
  return (
    <section className="sheet" aria-labelledby="act-says">
      <h2 className="sheet-title" id="act-says">
        {t("act.says")}
      </h2>
      <dl className="pairs">
        <dt>{fieldName("on")}</dt>
        <dd>{typeof act.on === "string" && <DayText day={act.on} />}</dd>
        {membersOf(act).map(([name, value]) => (
          <Pair key={name} name={fieldName(name)}>
            <ValueOf name={name} value={value} />
          </Pair>
        ))}
        {act.sealed !== undefined && <Pair name={t("fields.sealed")}>{t("act.sealedMore")}</Pair>}
      </dl>
    </section>
  );
}

function Pair({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** How the act came into the ledger. */
function Came({ entry }: { readonly entry: Entry }) {
  const { t, i18n } = useTranslation("records");
  const fieldName = useFieldName();
  const { act, document, set, recordedAt, recordedBy, position, hash, previous } = entry;
  const instant = new Intl.DateTimeFormat(i18n.language === "fr" ? "fr-CH" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
  });
  return (
    <section className="sheet" aria-labelledby="act-came">
      <h2 className="sheet-title" id="act-came">
        {t("act.came")}
      </h2>
      <dl className="pairs pairs-stacked">
        {typeof act.recorded === "string" && (
          <Pair name={fieldName("recorded")}>
            <DayText day={act.recorded} />
          </Pair>
        )}
        {typeof act.by === "string" && act.by !== "" && <Pair name={fieldName("by")}>{act.by}</Pair>}
        {typeof act.instrument === "string" && act.instrument !== "" && (
          <Pair name={fieldName("instrument")}>{act.instrument}</Pair>
        )}
        {document !== undefined && (
          <Pair name={t("act.document")}>
            {[document.reference, document.location].filter((part) => part !== undefined).join(", ")}
          </Pair>
        )}
        {set !== undefined && (
          <Pair name={t("act.set")}>
            <Link to="/records" search={{ set }}>
              {set}
            </Link>
          </Pair>
        )}
        <Pair name={t("act.written")}>
          {t("act.writtenBy", { at: instant.format(new Date(recordedAt)), by: recordedBy })}
        </Pair>
        <Pair name={t("ledger.position")}>{position.toLocaleString(i18n.language)}</Pair>
        <Pair name={t("act.hash")}>
          <span className="hash">{hash}</span>
        </Pair>
        <Pair name={t("act.previous")}>
          <span className="hash">{previous}</span>
        </Pair>
      </dl>
    </section>
  );
}

/** Acts that name this one: what corrects, ends or withdraws it. */
function Referring({ id }: { readonly id: string }) {
  const { t } = useTranslation("records");
  const sortName = useSortName();
  const { data } = useQuery(asking("GET /api/v1/acts", { query: { about: id, limit: 20 } }));
  const entries = data?.value.entries ?? [];
  if (entries.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="act-refer">
      <h2 className="sheet-title" id="act-refer">
        {t("act.referring")}
      </h2>
      <Stack gap={6} mt="xs">
        {entries.map(({ id: other, act }) => (
          <Group key={other} gap={10} align="baseline">
            <Link to="/records/acts/$act" params={{ act: other }}>
              {sortName(String(act.act))}
            </Link>
            <span className="entry-day">
              {typeof act.on === "string" && <DayText day={act.on} style="short" />}
            </span>
            <Text size="sm" component="span">
              <ActSays act={act} />
            </Text>
          </Group>
        ))}
      </Stack>
    </section>
  );
}
