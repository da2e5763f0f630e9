/** What a secret vote does not do, said on every page about one. */
import { List, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { asking } from "../../api/queries.ts";
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
          <CommandHash />
        </List.Item>
        <List.Item>{t("limits.never")}</List.Item>
      </List>
    </Part>
  );
}

/** The command line as one file, with its published hash; nothing where this server has none. */
function CommandHash() {
  const { t } = useTranslation("council");
  const { data } = useQuery(asking("GET /api/v1/council/command", {}));
  if (data === undefined) return null;
  const { file, version, sha256 } = data.value;
  return (
    <Text size="sm" mt={4}>
      <a href={file} download>
        {file.slice(1)}
      </a>{" "}
      ({version}) · {t("limits.sha256")} <span className="hash">{sha256}</span>. {t("limits.sha256More")}
    </Text>
  );
}
