/** What a secret vote does not do, said on every page about one. */
import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Part } from "../../things/page-head.tsx";

const LIMITS = ["tally", "receipt", "device", "turnout", "quantum", "timing"] as const;

export function LimitsPart({ command }: { readonly command: string }) {
  const { t } = useTranslation("council");
  return (
    <Part title={t("limits.title")}>
      <List size="sm" spacing={7}>
        {LIMITS.map((limit) => (
          <List.Item key={limit}>{t(`limits.${limit}`)}</List.Item>
        ))}
        <List.Item>
          <Text span size="sm">
            {t("limits.server", { command })}
          </Text>
        </List.Item>
        <List.Item>{t("limits.never")}</List.Item>
      </List>
    </Part>
  );
}
