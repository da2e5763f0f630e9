/** The voting booth: a delegation makes its key, and seals its ballot, on its own device. Nothing is sent, and nothing is stored. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CouncilTabs } from "../council-tabs.tsx";
import { KeyPart } from "./key-part.tsx";
import { LimitsPart } from "./limits-part.tsx";
import { VotePart } from "./vote-part.tsx";
import "../council.css";

export function BoothPage() {
  const { t } = useTranslation("council");
  return (
    <>
      <CouncilTabs />
      <Text size="sm" maw={720} mb="md">
        {t("booth.explained")}
      </Text>
      <div className="columns">
        <div className="stack">
          <KeyPart />
          <VotePart />
        </div>
        <LimitsPart command="comity ballot key, comity ballot cast" />
      </div>
    </>
  );
}
