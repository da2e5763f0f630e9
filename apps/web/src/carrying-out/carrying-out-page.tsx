/** The page of this room. */
import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function CarryingOutPage() {
  const { t } = useTranslation("carrying-out");
  return <Title order={1}>{t("title")}</Title>;
}
