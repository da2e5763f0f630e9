/** Withdrawing a proposal, with a reason if one likes. */
import { Button, Popover } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import { queries } from "../../api/queries.ts";
import { WithdrawForm } from "../../pieces/withdraw-form.tsx";

export function Withdraw({ id, tag }: { readonly id: string; readonly tag: string }) {
  const { t } = useTranslation("policy");
  const [isOpen, { close, toggle }] = useDisclosure();
  return (
    <Popover opened={isOpen} onChange={close} position="bottom-start" width={340} withArrow trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={toggle} aria-expanded={isOpen}>
          {t("withdraw.title")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <WithdrawForm
          name={`proposal ${id}`}
          says={{
            what: t("withdraw.explained"),
            why: t("withdraw.why"),
            keep: t("withdraw.keep"),
            do: t("withdraw.do"),
          }}
          withdraw={(body) =>
            ask("POST /api/v1/proposals/{id}/withdraw", { params: { id }, ifMatch: tag, body })
          }
          onDone={async () => {
            close();
            await queries.invalidateQueries({
              predicate: ({ queryKey }) => String(queryKey[0]).includes("/proposals"),
            });
          }}
          onLeave={close}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
