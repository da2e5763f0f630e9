/** The page of this room. */
import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function InstitutesPage() {
  const { t } = useTranslation("institutes");
  return <Title order={1}>{t("title")}</Title>;
}
