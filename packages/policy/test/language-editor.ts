/** An editor without a screen: it speaks to the language server by its port, and applies what it says. */
import { type PolicyRead, serveLanguage } from "../src/index.ts";

/** A policy of a few lines that has something of everything. */
export const SMALL = `# A small policy

Some prose of it.

\`\`\`policy
kind Person, Institute, State
kind Laboratory is Institute

record seat(institute: Institute)
record contract(person: Person, institute: Institute)
record suspended(person: Person)
record presence(person: Person, percent: Number)
parameter grace: Duration = 60 days

rule covered(institute: Institute) "{institute} is covered" source "Convention, Art. 2"
  when seat(institute)

entitlement access(person: Person) "may come"
  when contract(person, institute), covered(institute)
  unless suspended(person)

entitlement account(person: Person) "has an account"
  when access(person) within the last grace
  or   presence(person, percent), percent >= 50

never "nobody is suspended for ever"
  when suspended(person) throughout the last 10 years

world small
  contract(@anna, @JINR) from 2020-01-01 through 2024-11-30
  seat(@JINR)

example "the day after" in small
  on 2024-11-30: access(@anna)
  on 2024-12-01: not access(@anna)
\`\`\`
`;

interface Position {
  readonly line: number;
  readonly character: number;
}
interface Span {
  readonly start: Position;
  readonly end: Position;
}
interface Edit {
  readonly range: Span;
  readonly newText: string;
}
interface Told {
  readonly severity: number;
  readonly code: string;
  readonly message: string;
  readonly range: Span;
}
type Answer = {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
};

const URI = "file:///small.policy.md";
const ASKED = [
  "textDocument/completion",
  "textDocument/hover",
  "textDocument/definition",
  "textDocument/references",
  "textDocument/documentHighlight",
  "textDocument/rename",
  "textDocument/formatting",
  "textDocument/documentSymbol",
  "textDocument/signatureHelp",
];

/** Opens a text. */
export function openEditor(opened: string) {
  let text = opened;
  let version = 1;
  let listener: (message: string) => void = () => undefined;
  let number = 0;
  let last: Answer | undefined;
  let diagnostics: readonly Told[] = [];
  let read: PolicyRead | undefined;
  serveLanguage({
    send: (message) => {
      const { id, method, params, ...answer } = JSON.parse(message);
      if (method === "textDocument/publishDiagnostics") ({ diagnostics } = params);
      else if (method === "policy/read") read = params;
      else if (id !== undefined) last = answer;
    },
    onMessage: (own) => {
      listener = own;
    },
  });
  const say = (message: string): Answer => {
    last = undefined;
    listener(message);
    return last ?? {};
  };
  const tell = (method: string, params: object): void =>
    listener(JSON.stringify({ jsonrpc: "2.0", method, params }));
  const ask = (method: string, params: object): Answer =>
    say(JSON.stringify({ jsonrpc: "2.0", id: ++number, method, params }));
  const positionOf = (offset: number): Position => {
    const lines = text.slice(0, offset).split("\n");
    return { line: lines.length - 1, character: lines.at(-1)!.length };
  };
  const offsetOf = ({ line, character }: Position): number =>
    text.split("\n").slice(0, line).join("\n").length + (line === 0 ? 0 : 1) + character;
  const apply = (edits: readonly Edit[]): void => {
    const changes = edits
      .map(({ range, newText }) => ({ from: offsetOf(range.start), to: offsetOf(range.end), range, newText }))
      .sort((a, b) => b.from - a.from);
    for (const { from, to, newText } of changes) text = text.slice(0, from) + newText + text.slice(to);
    // From behind, each change leaves the places of those before it as they are.
    tell("textDocument/didChange", {
      textDocument: { uri: URI, version: ++version },
      contentChanges: changes.map(({ range, newText }) => ({ range, text: newText })),
    });
  };
  const textDocument = { uri: URI };
  const at = (there: string, more = 0) => ({
    textDocument,
    position: positionOf(text.indexOf(there) + more),
  });
  const resultOf = <T>({ result }: Answer): T => result as T;
  ask("initialize", { capabilities: {} });
  tell("textDocument/didOpen", { textDocument: { uri: URI, languageId: "policy", version, text } });
  return {
    get text() {
      return text;
    },
    get diagnostics() {
      return diagnostics;
    },
    get read() {
      return read;
    },
    ask,
    say,
    textAt: ({ start, end }: Span): string => text.slice(offsetOf(start), offsetOf(end)),
    replace: (was: string, is: string): void => {
      const from = text.indexOf(was);
      apply([{ range: { start: positionOf(from), end: positionOf(from + was.length) }, newText: is }]);
    },
    hover: (there: string, more: number): string | undefined =>
      resultOf<{ contents: { value: string } } | null>(ask("textDocument/hover", at(there, more)))?.contents
        .value,
    definition: (there: string): number => {
      const [first] = resultOf<{ range: Span }[]>(ask("textDocument/definition", at(there)));
      return first === undefined ? -1 : offsetOf(first.range.start);
    },
    references: (there: string): unknown[] => resultOf(ask("textDocument/references", at(there))),
    rename: (there: string, newName: string): void => {
      const answer = ask("textDocument/rename", { ...at(there), newName });
      apply(resultOf<{ changes: Record<string, Edit[]> }>(answer).changes[URI]!);
    },
    refusedRename: (there: string, newName: string): string | undefined =>
      ask("textDocument/rename", { ...at(there), newName }).error?.message,
    /** What is offered at the end of the text. */
    complete: (): string[] => {
      const position = positionOf(text.length);
      const items = resultOf<{ label: string }[]>(ask("textDocument/completion", { textDocument, position }));
      return items.map(({ label }) => label);
    },
    signature: () => {
      const position = positionOf(text.length);
      const { signatures, activeParameter } = resultOf<{
        signatures: { label: string; parameters: { label: string }[] }[];
        activeParameter: number;
      }>(ask("textDocument/signatureHelp", { textDocument, position }));
      const [{ label, parameters } = { label: "", parameters: [] }] = signatures;
      return { label, active: parameters[activeParameter]?.label };
    },
    /** Formats, and gives how many edits that took. */
    format: (): number => {
      const edits = resultOf<Edit[]>(ask("textDocument/formatting", { textDocument }));
      if (edits.length > 0) apply(edits);
      return edits.length;
    },
    symbols: (): string[] =>
      resultOf<{ name: string; detail: string }[]>(ask("textDocument/documentSymbol", { textDocument })).map(
        ({ name, detail }) => `${detail} ${name}`,
      ),
    askEverythingAt: (offset: number): Answer[] =>
      ASKED.map((method) => ask(method, { textDocument, position: positionOf(offset), newName: "another" })),
  };
}
