/** A delegation holds the published list against its own key: whoever keeps the list cannot put another in its place unseen. */
import { Alert, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { addressOf } from "../../api/ask.ts";
import type { SecretBallot } from "../../api/generated/routes.ts";
import { Part } from "../../things/page-head.tsx";
import { FileField } from "../ballot/file-field.tsx";
import { useBallotWorker } from "../ballot/use-ballot-worker.ts";

export function ListedPart({ vote: { ballot, list, you } }: { readonly vote: SecretBallot }) {
  const { t } = useTranslation("council");
  const { news, ask: work } = useBallotWorker();
  const { mutate, error } = useMutation({
    mutationFn: async (file: File) => {
      const address = addressOf("GET /api/v1/council/ballots/{ballot}/keys.json", { params: { ballot } });
      // Its hash is over the text, to the letter: it is not to be read as JSON on its way.
      const response = await fetch(address, { credentials: "same-origin" });
      if (!response.ok) throw new Error(response.statusText);
      work({ job: "listed", list: await response.text(), key: await file.text() });
    },
  });
  const isListed = news?.news === "listed" && news.isListed && you.members.includes(news.delegation);
  const isGood = isListed && news.sha256 === list?.sha256;
  return (
    <Part title={t("vote.listed.title")}>
      <Stack gap="sm">
        <Text size="sm">{t("vote.listed.more")}</Text>
        <FileField label={t("booth.key")} accept=".json,.key" onFile={(file) => mutate(file)} />
        {error !== null && <Alert color="gray" role="alert" title={t("vote.listed.noList")} />}
        {news?.news === "listed" && (
          <Alert
            color={isGood ? "stands" : "gray"}
            variant={isGood ? "light" : "outline"}
            role={isGood ? "status" : "alert"}
            title={t(isGood ? "vote.listed.good" : isListed ? "vote.listed.otherList" : "vote.listed.absent")}
          />
        )}
        {news?.news === "shut" && <Alert color="gray" role="alert" title={t(`booth.wrong.${news.reason}`)} />}
      </Stack>
    </Part>
  );
}
