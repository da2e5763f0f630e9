/** A secret that is shown once: an invitation's address, a machine's secret. */
import { Button, CopyButton, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Properties {
  readonly sort: "invitation" | "secret";
  readonly text: string;
  readonly onSeen: () => void;
}

export function Secret({ sort, text, onSeen }: Properties) {
  const { t } = useTranslation("settings");
  return (
    <div className="settings-secret" role="status">
      <Text size="sm" fw={600}>
        {t(`secret.${sort}`)}
      </Text>
      <code>{text}</code>
      <Group gap="xs" mt={6}>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy}>
              {t(copied ? "secret.copied" : "secret.copy")}
            </Button>
          )}
        </CopyButton>
        <Button size="compact-xs" variant="default" onClick={onSeen}>
          {t("secret.seen")}
        </Button>
      </Group>
    </div>
  );
}
