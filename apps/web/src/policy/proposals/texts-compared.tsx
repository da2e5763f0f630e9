/** Two policies' texts, one in the other: what went away and what came, without what stayed. */
import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { nonce } from "../../shell/theme.ts";
import { phrases } from "../editor/phrases.ts";
import { literatePolicy } from "../editor/policy-language.ts";

interface Side {
  readonly name: string;
  readonly text: string;
}

export function TextsCompared({ a, b }: { readonly a: Side; readonly b: Side }) {
  const { t, i18n } = useTranslation("policy");
  const scheme = useComputedColorScheme("light");
  const place = useRef<HTMLDivElement>(null);
  const label = t("texts.label", { a: a.name, b: b.name });
  useEffect(() => {
    if (a.text === b.text) return;
    const view = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: b.text,
        extensions: [
          EditorView.cspNonce.of(nonce()),
          lineNumbers(),
          EditorView.lineWrapping,
          literatePolicy(),
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.theme({}, { dark: scheme === "dark" }),
          EditorView.contentAttributes.of({
            "aria-label": label,
            tabindex: "0",
            role: "textbox",
            lang: "en",
          }),
          EditorState.phrases.of(i18n.language === "fr" ? phrases : {}),
          unifiedMergeView({
            original: a.text,
            mergeControls: false,
            highlightChanges: true,
            // A few lines out of their block are no policy to the colours: all would be grey.
            syntaxHighlightDeletions: false,
            collapseUnchanged: { margin: 3, minSize: 6 },
          }),
        ],
      }),
    });
    return () => view.destroy();
  }, [a.text, b.text, scheme, label, i18n.language]);
  if (a.text === b.text) return <p>{t("texts.same")}</p>;
  return (
    <>
      <p className="effect-key">
        <span>
          <b>−</b> {a.name}
        </span>
        <span>
          <b>+</b> {b.name}
        </span>
      </p>
      <div className="policy-editor texts-compared" ref={place} />
    </>
  );
}
