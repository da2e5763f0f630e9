/** A ceremony: its four rounds in plain words, and who has said what. */
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PlainTable } from "../../../pieces/table.tsx";
import { Part } from "../../../things/page-head.tsx";
import type { CeremonySeen } from "../ballot-jobs.ts";

export const ROUNDS = ["certificate", "commitment", "shares", "key"] as const;
export type RoundName = (typeof ROUNDS)[number];

const isSaid = ({ said }: CeremonySeen, round: RoundName, at: number): boolean =>
  (said[round][at] ?? undefined) !== undefined;

/** The first round that is not whole; none where the ceremony is over. */
export const roundUnderWay = (ceremony: CeremonySeen): RoundName | undefined =>
  ROUNDS.find((round) => ceremony.trustees.some((_, at) => !isSaid(ceremony, round, at)));

/** Whose message the round that is under way lacks. */
export function awaitedNow(ceremony: CeremonySeen): readonly string[] {
  const round = roundUnderWay(ceremony);
  return round === undefined ? [] : ceremony.trustees.filter((_, at) => !isSaid(ceremony, round, at));
}

export function RoundsPart({
  ceremony,
  children,
}: {
  readonly ceremony: CeremonySeen;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation("council");
  const now = roundUnderWay(ceremony);
  const awaited = awaitedNow(ceremony);
  const { needed, trustees } = ceremony;
  return (
    <Part title={t("trustee.ceremony")} aside={t("count.needed", { needed, of: trustees.length })}>
      <Text size="sm">{t("trustee.explained", { needed, of: trustees.length })}</Text>
      <ol className="rounds">
        {ROUNDS.map((round) => (
          <li key={round} aria-current={round === now ? "step" : undefined}>
            <strong>{t(`trustee.rounds.${round}.title`)}</strong> {t(`trustee.rounds.${round}.more`)}
          </li>
        ))}
      </ol>
      <PlainTable
        label={t("trustee.said")}
        columns={[
          { key: "trustee", title: t("trustee.name") },
          ...ROUNDS.map((round, at) => ({ key: round, title: t("trustee.round", { number: at + 1 }) })),
        ]}
        rows={trustees.map((name, at) => ({
          key: name,
          cells: [
            `${at + 1}. ${name}`,
            ...ROUNDS.map((round) =>
              isSaid(ceremony, round, at) ? (
                <span key={round}>✓ {t("trustee.handedIn")}</span>
              ) : round === now ? (
                <strong key={round}>{t("trustee.awaited")}</strong>
              ) : (
                "–"
              ),
            ),
          ],
        }))}
      />
      <Text size="sm" mt="xs" role="status">
        {now === undefined
          ? t("trustee.over")
          : t("trustee.awaitedNow", { names: awaited.join(", "), round: t(`trustee.rounds.${now}.title`) })}
      </Text>
      {children}
    </Part>
  );
}
