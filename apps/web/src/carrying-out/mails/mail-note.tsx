/** What the office says of a mail: that it arrived after all, went by hand, came back, is to be tried again, or is not to go out. */
import { Button, Menu, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { Mail } from "../../api/generated/routes.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { queries } from "../../api/queries.ts";

const NOTES = ["sent", "waiting", "by hand", "bounced", "cancelled"] as const;
type Note = (typeof NOTES)[number];

/** What can be noted of which: of a mail in doubt whether the mail server's log has it. */
const NOTES_OF: Partial<Record<Mail["state"], readonly Note[]>> = {
  "in doubt": ["sent", "waiting", "by hand", "bounced"],
  held: ["waiting", "by hand", "cancelled"],
  refused: ["waiting", "by hand", "cancelled"],
  bounced: ["waiting", "by hand"],
};

export function MailNote({ decision, mail }: { readonly decision: string; readonly mail: Mail }) {
  const { t } = useTranslation("carrying-out");
  const noting = useMutation<Mail, ApiProblem, Note>({
    mutationFn: (state) =>
      ask("POST /api/v1/decisions/{decision}/mails/notes", {
        params: { decision },
        body: { mail: mail.id, state },
        ifMatch: `"${mail.version}"`,
        purpose: "carrying out a decision",
      }),
    onSettled: () => void queries.invalidateQueries(),
  });
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" size="compact-xs" loading={noting.isPending}>
            {t("notes.say")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(NOTES_OF[mail.state] ?? NOTES).map((note) => (
            <Menu.Item key={note} onClick={() => noting.mutate(note)}>
              {t(`notes.${note}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {noting.error !== null && (
        <Text size="xs" role="alert" lang="en">
          {noting.error.message}
        </Text>
      )}
    </>
  );
}
