/** The pages of this room. */
import { useTranslation } from "react-i18next";
import { RoomTabs } from "../pieces/room-tabs.tsx";
import "./records.css";

export function RecordsTabs() {
  const { t } = useTranslation("records");
  return (
    <RoomTabs
      label={t("title")}
      tabs={[
        { to: "/records", title: t("tabs.ledger") },
        { to: "/records/bring-in", title: t("tabs.import") },
        { to: "/records/sets", title: t("tabs.sets") },
        { to: "/records/merge", title: t("tabs.merge") },
        { to: "/records/doubles", title: t("tabs.doubles") },
      ]}
    />
  );
}
