/** The editor with what stands around it. */

import type { PolicyRead } from "@comity/policy";
import { Button, Group } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { PolicyEffect, Proposal } from "../../api/generated/routes.ts";
import { Loading, Refusal } from "../../pieces/states.tsx";
import { useKnownOn } from "../../shell/known-on.tsx";
import { EffectView } from "../effect/effect-view.tsx";
import { type KeptText, keepText, keptText } from "./kept-text.ts";
import { type EditorHandle, PolicyEditor } from "./policy-editor.tsx";
import { ProposeForm } from "./propose-form.tsx";
import { Standing } from "./standing.tsx";

/** What the language server does for whoever writes, and by which keys. */
const TOOLS = [
  { does: "format", keys: "⇧⌥F" },
  { does: "rename", keys: "F2" },
  { does: "definition", keys: "F12" },
  { does: "references", keys: "⇧F12" },
] as const;

interface Properties {
  /** What it is written from. */
  readonly own: string;
  readonly proposal?: Proposal & { readonly tag: string };
}

export function Workbench({ own, proposal }: Properties) {
  const { t } = useTranslation("policy");
  const knownOn = useKnownOn();
  const editor = useRef<EditorHandle>(null);
  const blank: KeptText = { text: own, title: proposal?.title ?? "", why: proposal?.why ?? "" };
  const [written, setWritten] = useState<KeptText>(() => keptText(proposal?.id) ?? blank);
  const [isBack, setBack] = useState(() => written.text !== own);
  const [read, setRead] = useState<PolicyRead>();
  const change = (changed: Partial<KeptText>): void =>
    setWritten((before) => {
      const after = { ...before, ...changed };
      const isBlank = after.text === own && after.title === blank.title && after.why === blank.why;
      keepText(proposal?.id, isBlank ? undefined : after);
      return after;
    });
  const effect = useMutation<{ readonly of: string; readonly effect: PolicyEffect }, Error, string>({
    mutationFn: async (text) => ({
      of: text,
      effect: await ask("POST /api/v1/policy/effect", {
        body: { text, ...(knownOn === undefined ? {} : { knownOn }) },
      }),
    }),
  });
  const isChanged = written.text !== own;
  const isStale = effect.data !== undefined && effect.data.of !== written.text;
  return (
    <>
      <header className="policy-head">
        <h1>
          {proposal === undefined ? t("edit.title") : t("edit.titleProposal", { title: proposal.title })}
        </h1>
        <p>{t("edit.explained")}</p>
      </header>
      {isBack && isChanged && (
        <p className="policy-note" role="status">
          {t("edit.kept")}{" "}
          <Button
            variant="default"
            size="compact-xs"
            onClick={() => {
              editor.current?.replace(own);
              setBack(false);
            }}
          >
            {t("edit.discard")}
          </Button>
        </p>
      )}
      <div className="policy-bench">
        <section className="policy-desk" aria-label={t("edit.label")}>
          <Group gap={6} className="policy-tools">
            {TOOLS.map(({ does, keys }) => (
              <Button key={does} variant="default" size="compact-sm" onClick={() => editor.current?.[does]()}>
                {t(`edit.${does}`)} <kbd>{keys}</kbd>
              </Button>
            ))}
          </Group>
          <PolicyEditor
            text={written.text}
            onChange={(text) => change({ text })}
            onRead={setRead}
            handle={editor}
          />
        </section>
        <aside className="policy-beside">
          <Standing read={read} onGo={(line, column) => editor.current?.goTo(line, column)} />
          <section className="sheet" aria-label={t("effect.title")}>
            <div className="policy-over">
              <h2 className="sheet-title">{t("effect.title")}</h2>
              <Button
                size="compact-sm"
                loading={effect.isPending}
                disabled={read !== undefined && read.errors > 0}
                onClick={() => effect.mutate(written.text)}
              >
                {t(effect.data === undefined ? "effect.show" : "effect.again")}
              </Button>
            </div>
            {effect.data === undefined && !effect.isPending && effect.error === null && (
              <p className="effect-small">{t("effect.explained")}</p>
            )}
            {effect.isPending && <Loading lines={5} />}
            {effect.error !== null && <Refusal error={effect.error} />}
            {isStale && !effect.isPending && <p className="policy-note">{t("effect.stale")}</p>}
            {effect.data !== undefined && !effect.isPending && (
              <EffectView
                effect={effect.data.effect}
                names={{ a: t("effect.asThingsStand"), b: t("effect.proposed") }}
              />
            )}
          </section>
          <ProposeForm
            written={written}
            onChange={change}
            proposal={proposal}
            isChanged={
              isChanged ||
              (proposal !== undefined && (written.title !== proposal.title || written.why !== proposal.why))
            }
            isSeen={effect.data !== undefined && !isStale}
            hasErrors={read !== undefined && read.errors > 0}
          />
        </aside>
      </div>
    </>
  );
}
