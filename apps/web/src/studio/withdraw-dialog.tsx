/** Withdraws a draft, for good. */
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../api/ask.ts";
import { Dialog } from "../pieces/dialog.tsx";
import { WithdrawForm } from "../pieces/withdraw-form.tsx";
import type { DraftAnswer } from "./draft-tools.tsx";

interface Properties {
  readonly draft: DraftAnswer;
  readonly onClose: () => void;
}

export function WithdrawDialog({ draft: { value, tag }, onClose }: Properties) {
  const { t } = useTranslation("studio");
  const queries = useQueryClient();
  return (
    <Dialog onClose={onClose} title={t("withdraw.title")}>
      <WithdrawForm
        name={`draft ${value.id}`}
        says={{ what: t("withdraw.what"), why: t("withdraw.why"), keep: t("cancel"), do: t("withdraw.do") }}
        withdraw={(body) =>
          ask("POST /api/v1/drafts/{id}/withdraw", {
            params: { id: value.id },
            body,
            ...(tag === undefined ? {} : { ifMatch: tag }),
          })
        }
        onDone={async () => {
          await queries.invalidateQueries();
          onClose();
        }}
        onLeave={onClose}
      />
    </Dialog>
  );
}
