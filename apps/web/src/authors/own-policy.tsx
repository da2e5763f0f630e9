/** A signing policy of one's own: pasted or taken from a file, sent with each question, kept nowhere. */
import { Button, Group, Textarea } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

const LONGEST = 50_000;
const EXAMPLE = `{
  "policy": "second-vanishes",
  "title": "A second disputed institute vanishes",
  "about": "Prints a line only where there is no other institute.",
  "disputed": [{ "agreement": "ICA-RU" }],
  "affiliations": [
    { "when": { "disputed": true, "beside": true }, "print": "nothing" },
    {
      "when": { "disputed": true },
      "print": { "line": "Affiliated with an institute covered by a cooperation agreement with CERN" }
    },
    { "print": "institute" }
  ],
  "acknowledgements": "of printed institutes"
}
`;

/** Whether a policy is the JSON of one's own, and no name. */
export const isOwnPolicy = (policy: string): boolean => policy.trimStart().startsWith("{");

interface Properties {
  /** The policy that is used; its problems are told where the list is. */
  readonly value: string;
  readonly onUse: (policy: string) => void;
}

export function OwnPolicy({ value, onUse }: Properties) {
  const { t } = useTranslation("authors");
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(isOwnPolicy(value) ? value : EXAMPLE);
  const isLong = typed.length > LONGEST;
  return (
    <div className="list-own-policy">
      <Textarea
        label={t("ownPolicy.label")}
        description={t("ownPolicy.more")}
        value={typed}
        error={isLong ? t("ownPolicy.tooLong") : undefined}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        rows={14}
        spellCheck={false}
        dir="ltr"
      />
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={t("ownPolicy.file")}
        onChange={async ({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = "";
          if (file !== undefined) setTyped(await file.slice(0, LONGEST + 1).text());
        }}
      />
      <Group mt="xs" gap="xs">
        {/* Whatever does not begin as JSON would be taken for a policy's name. */}
        <Button size="xs" disabled={isLong} onClick={() => onUse(isOwnPolicy(typed) ? typed : `{${typed}`)}>
          {t("ownPolicy.use")}
        </Button>
        <Button size="xs" variant="default" onClick={() => input.current?.click()}>
          {t("ownPolicy.file")}
        </Button>
        <Button size="xs" variant="default" onClick={() => setTyped(EXAMPLE)}>
          {t("ownPolicy.example")}
        </Button>
      </Group>
    </div>
  );
}
