/** The editor: CodeMirror, with the language server in its worker. */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import {
  findReferences,
  formatDocument,
  jumpToDefinition,
  LSPClient,
  languageServerExtensions,
  renameSymbol,
} from "@codemirror/lsp-client";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import type { PolicyRead } from "@comity/policy";
import { useComputedColorScheme } from "@mantine/core";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { useTranslation } from "react-i18next";
import { nonce } from "../../shell/theme.ts";
import { openLanguage } from "../language/language-worker.ts";
import { phrases } from "./phrases.ts";
import { literatePolicy, policyLanguage } from "./policy-language.ts";

/** The name under which the text is open at the server. */
const URI = "file:///policy.policy.md";
/** A long policy is read in less than a second; a busy machine is given more, in milliseconds. */
const PATIENCE = 15_000;

/** What the page around it can ask of the editor. */
export interface EditorHandle {
  format(): void;
  rename(): void;
  definition(): void;
  references(): void;
  /** Goes to a line and column, from 1. */
  goTo(line: number, column: number): void;
  /** Puts another text in the place of all of it; it can be undone. */
  replace(text: string): void;
}

interface Properties {
  /** What is there at first. */
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Hears of each reading: what is wrong, and the examples. */
  readonly onRead: (read: PolicyRead) => void;
  readonly handle: Ref<EditorHandle>;
}

export function PolicyEditor({ text, onChange, onRead, handle }: Properties) {
  const { t, i18n } = useTranslation("policy");
  const scheme = useComputedColorScheme("light");
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const listeners = useRef({ onChange, onRead });
  listeners.current = { onChange, onRead };
  const dress = useRef(new Compartment());
  const label = t("edit.label");
  // biome-ignore lint/correctness/useExhaustiveDependencies: an editor is made once, and dressed anew below
  useEffect(() => {
    const line = openLanguage();
    const client = new LSPClient({
      rootUri: "file:///",
      timeout: PATIENCE,
      highlightLanguage: (name) => (name === "policy" ? policyLanguage : null),
      extensions: languageServerExtensions(),
      unhandledNotification: (_, method, params) => {
        if (method === "policy/read") listeners.current.onRead(params as PolicyRead);
      },
    });
    const made = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: text,
        extensions: [
          EditorView.cspNonce.of(nonce()),
          lineNumbers(),
          foldGutter(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          autocompletion(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSelectionMatches(),
          lintGutter(),
          EditorView.lineWrapping,
          literatePolicy(),
          // Tab goes on to the next field, as everywhere: nobody is caught in the editor.
          keymap.of([
            ...closeBracketsKeymap,
            ...defaultKeymap,
            ...searchKeymap,
            ...historyKeymap,
            ...foldKeymap,
            ...completionKeymap,
            ...lintKeymap,
          ]),
          dress.current.of([]),
          client.plugin(URI, "markdown"),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) listeners.current.onChange(state.doc.toString());
          }),
        ],
      }),
    });
    client.connect(line);
    view.current = made;
    return () => {
      made.destroy();
      client.disconnect();
      line.end();
      view.current = null;
    };
  }, []);
  useEffect(() => {
    view.current?.dispatch({
      effects: dress.current.reconfigure([
        EditorView.theme({}, { dark: scheme === "dark" }),
        EditorView.contentAttributes.of({
          "aria-label": label,
          lang: "en",
          spellcheck: "false",
          tabindex: "0",
        }),
        EditorState.phrases.of(i18n.language === "fr" ? phrases : {}),
      ]),
    });
  }, [scheme, label, i18n.language]);
  useImperativeHandle(handle, () => {
    const run = (command: (target: EditorView) => boolean) => () => {
      if (view.current === null) return;
      view.current.focus();
      command(view.current);
    };
    return {
      format: run(formatDocument),
      rename: run(renameSymbol),
      definition: run(jumpToDefinition),
      references: run(findReferences),
      goTo: (line, column) => {
        const { current } = view;
        if (current === null) return;
        const { from, length } = current.state.doc.line(Math.min(line, current.state.doc.lines));
        const anchor = from + Math.min(column - 1, length);
        current.dispatch({
          selection: { anchor },
          effects: EditorView.scrollIntoView(anchor, { y: "center" }),
        });
        current.focus();
      },
      replace: (insert) => {
        const { current } = view;
        current?.dispatch({ changes: { from: 0, to: current.state.doc.length, insert } });
      },
    };
  }, []);
  return <div className="policy-editor" ref={place} />;
}
