/** The pages of the room. */
import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { RoomTabs } from "../pieces/room-tabs.tsx";

export function CouncilTabs() {
  const { t } = useTranslation("council");
  return (
    <>
      <Title order={1}>{t("title")}</Title>
      <RoomTabs
        label={t("title")}
        tabs={[
          { to: "/council", title: t("tabs.bodies") },
          { to: "/council/ballots", title: t("tabs.count") },
          { to: "/council/ballots/vote", title: t("tabs.vote") },
          { to: "/council/ballots/trustee", title: t("tabs.trustee") },
        ]}
      />
    </>
  );
}
