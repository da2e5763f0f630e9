/** Two policies side by side: whose line changes, what vanishes, who becomes unidentifiable. */
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SigningDifferences } from "../api/generated/routes.ts";
import { PlainTable } from "../pieces/table.tsx";
import { Names } from "./list-warnings.tsx";
import { usePolicyTitle } from "./policy-picker.tsx";

const FIRST = 40;

interface Properties {
  readonly differences: SigningDifferences;
  readonly people: number;
}

export function Differences({ differences, people }: Properties) {
  const { t } = useTranslation("authors");
  const titleOf = usePolicyTitle();
  const [isWhole, setWhole] = useState(false);
  const { changed, changedCount } = differences;
  const titles = { policy: titleOf(differences.policy), against: titleOf(differences.against) };
  const lines = (some: readonly string[]) =>
    some.length === 0 ? (
      <span className="quiet">{t("differences.nothing")}</span>
    ) : (
      <span dir="auto">{some.join("; ")}</span>
    );
  const lists = [
    ["unidentifiableOnlyPolicy", "nobodyUnder", titles.policy],
    ["unidentifiableOnlyAgainst", "nobodyUnder", titles.against],
    ["institutesOnlyPolicy", "namedUnder", titles.policy],
    ["institutesOnlyAgainst", "namedUnder", titles.against],
    ["thanksOnlyPolicy", "thankedUnder", titles.policy],
    ["thanksOnlyAgainst", "thankedUnder", titles.against],
  ] as const;
  return (
    <section className="sheet" aria-labelledby="list-differences">
      <h2 className="sheet-title" id="list-differences">
        {t("differences.title", titles)}
      </h2>
      <Text size="sm" mt={4}>
        {t("differences.changed", { count: changedCount, people })}
      </Text>
      <dl className="pairs list-pairs">
        {lists.map(([key, words, policy]) =>
          differences[key].length === 0 ? null : (
            <div key={key} className="list-pair">
              <dt>{t(`differences.${words}`, { count: differences[key].length, policy })}</dt>
              <dd>
                <Names names={differences[key]} />
              </dd>
            </div>
          ),
        )}
      </dl>
      {changed.length > 0 && (
        <PlainTable
          label={t("differences.title", titles)}
          columns={[
            { key: "name", title: t("differences.author") },
            { key: "policy", title: titles.policy },
            { key: "against", title: titles.against },
          ]}
          rows={changed.slice(0, isWhole ? undefined : FIRST).map(({ name, policy, against }, at) => ({
            key: `${at}`,
            cells: [<bdi key="name">{name}</bdi>, lines(policy), lines(against)],
          }))}
        />
      )}
      {changed.length > FIRST && (
        <Button variant="default" size="xs" mt="xs" onClick={() => setWhole(!isWhole)}>
          {t(isWhole ? "differences.fewer" : "differences.all", { count: changed.length })}
        </Button>
      )}
    </section>
  );
}
