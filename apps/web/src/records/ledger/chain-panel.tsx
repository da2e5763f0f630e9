/** Whether every act is as it was recorded: the chain of hashes, computed again on request, and a head noted elsewhere. */
import { Button, CopyButton, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { asking } from "../../api/queries.ts";
import { Loading, Refusal } from "../../pieces/states.tsx";

type Found = Awaited<ReturnType<typeof verify>>;
const verify = (head: string | undefined) =>
  ask("GET /api/v1/registry/verification", { query: head === undefined ? {} : { head } });

const HASH = /^[0-9a-f]{64}$/;

export function ChainPanel() {
  const { t, i18n } = useTranslation("records");
  const head = useQuery(asking("GET /api/v1/registry/head", {}));
  const [noted, setNoted] = useState("");
  const [fault, setFault] = useState<string>();
  const check = useMutation<Found, ApiProblem, string | undefined>({ mutationFn: verify });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const asked = noted.trim().toLowerCase();
    const isWrong = asked !== "" && !HASH.test(asked);
    setFault(isWrong ? t("chain.noHash") : undefined);
    if (!isWrong) check.mutate(asked === "" ? undefined : asked);
  };
  return (
    <section className="sheet" aria-labelledby="chain-title">
      <h2 className="sheet-title" id="chain-title">
        {t("chain.title")}
      </h2>
      <Stack gap="sm" mt="xs">
        <Text size="sm">{t("chain.explained")}</Text>
        {head.error !== null && <Refusal error={head.error} />}
        {head.isPending && head.error === null && <Loading lines={2} />}
        {head.data !== undefined && (
          <div>
            <Text size="sm" c="dimmed">
              {t("chain.head", { position: head.data.value.position.toLocaleString(i18n.language) })}
            </Text>
            <span className="hash">{head.data.value.hash}</span>
            <CopyButton value={head.data.value.hash}>
              {({ copied, copy }) => (
                <Button variant="subtle" size="compact-xs" onClick={copy} display="block" mt={4} ml={-8}>
                  {t(copied ? "chain.copied" : "chain.copy")}
                </Button>
              )}
            </CopyButton>
          </div>
        )}
        <form onSubmit={submit}>
          <Stack gap="xs">
            <TextInput
              label={t("chain.noted")}
              description={t("chain.notedMore")}
              value={noted}
              error={fault}
              onChange={({ currentTarget }) => setNoted(currentTarget.value)}
              spellCheck={false}
            />
            <Button type="submit" variant="default" loading={check.isPending} w="fit-content">
              {t("chain.verify")}
            </Button>
          </Stack>
        </form>
        <div role="status">
          {check.error !== null && <Refusal error={check.error} />}
          {check.data !== undefined && <Verdict found={check.data} />}
        </div>
      </Stack>
    </section>
  );
}

function Verdict({ found }: { readonly found: Found }) {
  const { t, i18n } = useTranslation("records");
  const figure = (value: number): string => value.toLocaleString(i18n.language);
  const { isWhole, broken, headAsked, entries } = found;
  return (
    <Stack gap={6}>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <Mark isRight={isWhole} />
        <Text size="sm">
          {isWhole
            ? t("chain.whole", { entries: figure(entries) })
            : t("chain.broken", { position: figure(broken?.position ?? 0), message: broken?.message ?? "" })}
        </Text>
      </Group>
      {headAsked !== null && (
        <Group gap={8} wrap="nowrap" align="flex-start">
          <Mark isRight={headAsked.position !== null} />
          <Text size="sm">
            {headAsked.position === null
              ? t("chain.notInIt")
              : t("chain.inIt", { position: figure(headAsked.position) })}
          </Text>
        </Group>
      )}
    </Stack>
  );
}

/** A tick or a cross; the sentence beside it says the same. */
function Mark({ isRight }: { readonly isRight: boolean }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" style={{ flex: "none", marginTop: 3 }}>
      <path
        d={isRight ? "M2.5 8.5 6.5 12.5 13.5 4" : "M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5"}
        fill="none"
        stroke={isRight ? "var(--stands)" : "var(--takes)"}
        strokeWidth="2.2"
      />
    </svg>
  );
}
