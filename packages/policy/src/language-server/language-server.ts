/**
 * A server of the Language Server Protocol for policies: completion, hover, definitions, references, names changed everywhere,
 * formatting, and what is wrong, in our words. It is pure: messages come and go by a port, JSON text each; whoever serves it in a
 * browser's worker, in Node or over a socket brings the port along.
 */
import type { Diagnostic } from "../language/diagnostics.ts";
import { formatPolicy } from "../language/format.ts";
import { readPolicy } from "../language/read.ts";
import { type Analysis, analyse, declarationAt, signatureOf } from "./analysis.ts";
import { completionsAt } from "./completion.ts";
import { type ToldExample, tellExamples } from "./examples-told.ts";
import { hoverAt } from "./hover.ts";
import type { Mention } from "./mentions.ts";
import {
  INTERNAL_ERROR,
  METHOD_NOT_FOUND,
  PARSE_ERROR,
  type Position,
  REQUEST_FAILED,
  type Request,
  RequestRefused,
  type TextEdit,
  type TextRange,
} from "./protocol.ts";
import { definitionsAt, referencesAt, renamedAt } from "./renaming.ts";
import { symbolsOf } from "./symbols.ts";
import { TextLines } from "./text-lines.ts";

/** Where messages come from and go to. */
export interface LanguagePort {
  send(message: string): void;
  onMessage(listener: (message: string) => void): void;
}

export interface LanguageServerOptions {
  /** Does work a little later, so that what is typed quickly is read once; at once where it is not given. */
  readonly defer?: (work: () => void) => void;
}

/** What `policy/read` tells of a text, after its diagnostics. */
export interface PolicyRead {
  readonly uri: string;
  readonly version: number | null;
  readonly errors: number;
  readonly warnings: number;
  /** What is wrong, in the order of the text; lines and columns count from 1. */
  readonly problems: readonly {
    readonly severity: "error" | "warning";
    readonly line: number;
    readonly column: number;
    readonly message: string;
    readonly help?: string;
  }[];
  /** Undefined while something is wrong: then nothing can be asked. */
  readonly examples?: readonly ToldExample[];
}

interface OpenText {
  readonly text: string;
  readonly version: number | null;
  analysis: Analysis | undefined;
}

interface Located {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

const CAPABILITIES = {
  positionEncoding: "utf-16",
  // 2: changes come as what was replaced.
  textDocumentSync: { openClose: true, change: 2 },
  completionProvider: { triggerCharacters: ["@", "(", ",", ":"] },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: true,
  documentFormattingProvider: true,
  documentSymbolProvider: true,
  signatureHelpProvider: { triggerCharacters: ["(", ","] },
} as const;

/**
 * Serves a port.
 *
 *     serveLanguage({ send: (message) => postMessage(message), onMessage: (listener) => { onmessage = ({ data }) => listener(data); } });
 */
export function serveLanguage(port: LanguagePort, options: LanguageServerOptions = {}): void {
  const server = new LanguageServer((message) => port.send(JSON.stringify(message)), options);
  port.onMessage((message) => server.take(message));
}

class LanguageServer {
  readonly #send: (message: object) => void;
  readonly #defer: (work: () => void) => void;
  readonly #open = new Map<string, OpenText>();
  readonly #unread = new Set<string>();

  constructor(send: (message: object) => void, { defer = (work) => work() }: LanguageServerOptions) {
    this.#send = (message) => send({ jsonrpc: "2.0", ...message });
    this.#defer = defer;
  }

  take(message: string): void {
    let request: Request;
    try {
      request = JSON.parse(message) as Request;
    } catch {
      this.#send({ id: null, error: { code: PARSE_ERROR, message: "the message is no JSON" } });
      return;
    }
    const { id, method, params } = request;
    // An answer to a request of ours: there is none.
    if (method === undefined) return;
    if (id === undefined) {
      this.#notified(method, params);
      return;
    }
    try {
      this.#send({ id, result: this.#answer(method, params) ?? null });
    } catch (error) {
      const code = error instanceof RequestRefused ? REQUEST_FAILED : INTERNAL_ERROR;
      const told = error instanceof UnknownMethod ? METHOD_NOT_FOUND : code;
      this.#send({
        id,
        error: { code: told, message: error instanceof Error ? error.message : String(error) },
      });
    }
  }

  #notified(method: string, params: unknown): void {
    if (method === "textDocument/didOpen") {
      const { uri, version, text } = (
        params as { textDocument: { uri: string; version: number; text: string } }
      ).textDocument;
      this.#hold(uri, text, version);
    } else if (method === "textDocument/didChange") {
      const { textDocument, contentChanges } = params as {
        textDocument: { uri: string; version: number | null };
        contentChanges: readonly { range?: TextRange; text: string }[];
      };
      const known = this.#open.get(textDocument.uri);
      if (known === undefined) return;
      this.#hold(textDocument.uri, contentChanges.reduce(changed, known.text), textDocument.version);
    } else if (method === "textDocument/didClose") {
      const { uri } = (params as { textDocument: { uri: string } }).textDocument;
      this.#open.delete(uri);
      this.#send({ method: "textDocument/publishDiagnostics", params: { uri, diagnostics: [] } });
    }
  }

  #hold(uri: string, text: string, version: number | null): void {
    this.#open.set(uri, { text, version, analysis: undefined });
    if (this.#unread.has(uri)) return;
    this.#unread.add(uri);
    this.#defer(() => this.#read(uri));
  }

  /** Says what is wrong with a text, and what its examples come to. */
  #read(uri: string): void {
    this.#unread.delete(uri);
    const open = this.#open.get(uri);
    if (open === undefined) return;
    const { text, version } = open;
    const { policy, diagnostics } = readPolicy(text, uri.replace(/^.*\//, ""));
    const examples = policy === undefined ? undefined : tellExamples(policy);
    const told = [...diagnostics.map(toldOf), ...(examples ?? []).flatMap(failuresOf)];
    this.#send({
      method: "textDocument/publishDiagnostics",
      params: { uri, ...(version === null ? {} : { version }), diagnostics: told },
    });
    const count = (severity: string): number =>
      diagnostics.filter((each) => each.severity === severity).length;
    const read: PolicyRead = {
      uri,
      version,
      errors: count("error"),
      warnings: count("warning"),
      problems: diagnostics.map(({ severity, message, help, place }) => ({
        severity,
        line: place.line,
        column: place.column,
        message,
        ...(help === undefined ? {} : { help }),
      })),
      ...(examples === undefined ? {} : { examples }),
    };
    this.#send({ method: "policy/read", params: read });
  }

  #analysis(uri: string): Analysis {
    const open = this.#open.get(uri);
    if (open === undefined) throw new RequestRefused(`the text \`${uri}\` is not open`);
    open.analysis ??= analyse(open.text);
    return open.analysis;
  }

  #answer(method: string, params: unknown): unknown {
    if (method === "initialize")
      return { capabilities: CAPABILITIES, serverInfo: { name: "Comity policies" } };
    if (method === "shutdown") return null;
    if (!(method in ANSWERS)) throw new UnknownMethod(`the method \`${method}\` is not known here`);
    const { textDocument, position } = params as Located;
    const analysis = this.#analysis(textDocument.uri);
    const offset = position === undefined ? 0 : analysis.lines.offsetOf(position);
    return ANSWERS[method]!(analysis, offset, params, textDocument.uri);
  }
}

class UnknownMethod extends Error {}

type Answer = (analysis: Analysis, offset: number, params: unknown, uri: string) => unknown;

const located =
  (find: (analysis: Analysis, offset: number) => readonly Mention[]): Answer =>
  (analysis, offset, _, uri) =>
    find(analysis, offset).map((mention) => ({ uri, range: analysis.lines.rangeOf(mention) }));

const ANSWERS: Readonly<Record<string, Answer>> = {
  "textDocument/completion": (analysis, offset) => completionsAt(analysis, offset),
  "textDocument/hover": (analysis, offset) => {
    const told = hoverAt(analysis, offset);
    if (told === undefined) return null;
    return { contents: { kind: "markdown", value: told.value }, range: analysis.lines.rangeOf(told) };
  },
  "textDocument/definition": located(definitionsAt),
  "textDocument/references": located(referencesAt),
  "textDocument/documentHighlight": (analysis, offset) =>
    referencesAt(analysis, offset).map((mention) => ({ range: analysis.lines.rangeOf(mention) })),
  "textDocument/rename": (analysis, offset, params, uri) => {
    const { newName } = params as { readonly newName: string };
    const places = renamedAt(analysis, offset, newName.trim().normalize("NFC"));
    const edits = places.map((place) => ({ range: analysis.lines.rangeOf(place), newText: newName.trim() }));
    return { changes: { [uri]: edits } };
  },
  "textDocument/formatting": ({ text, lines }) => editsBetween(text, formatPolicy(text), lines),
  "textDocument/documentSymbol": (analysis) => symbolsOf(analysis),
  "textDocument/signatureHelp": (analysis, offset) => signatureAt(analysis, offset),
};

function changed(
  text: string,
  { range, text: put }: { readonly range?: TextRange; readonly text: string },
): string {
  if (range === undefined) return put;
  const lines = new TextLines(text);
  return text.slice(0, lines.offsetOf(range.start)) + put + text.slice(lines.offsetOf(range.end));
}

/** One edit, of the lines that differ: the cursor elsewhere stays where it is. */
function editsBetween(before: string, after: string, lines: TextLines): TextEdit[] {
  if (before === after) return [];
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let kept = 0;
  const most = Math.min(before.length, after.length) - start;
  while (kept < most && before[before.length - 1 - kept] === after[after.length - 1 - kept]) kept++;
  const range = lines.rangeOf({ offset: start, end: before.length - kept });
  return [{ range, newText: after.slice(start, after.length - kept) }];
}

/** The columns of the condition that is being written. */
function signatureAt(analysis: Analysis, offset: number): unknown {
  const declaration = declarationAt(analysis, offset);
  const begins = declaration?.$cstNode?.offset ?? 0;
  const before = analysis.markdown.code.slice(begins, offset);
  const open = /([\p{L}_][\p{L}\p{N}_]*)\(([^()]*)$/u.exec(before);
  if (open === null) return null;
  const name = open[1]!.normalize("NFC");
  const { records, predicates } = analysis.names;
  const declared = records.get(name) ?? predicates.get(name);
  if (declared === undefined || declared.columns.length === 0) return null;
  return {
    signatures: [
      {
        label: signatureOf(name, declared.columns),
        parameters: declared.columns.map((column) => ({ label: `${column.name}: ${column.kind}` })),
      },
    ],
    activeSignature: 0,
    activeParameter: Math.min(open[2]!.split(",").length, declared.columns.length) - 1,
  };
}

const placeRange = (place: Diagnostic["place"]): TextRange => ({
  start: { line: place.line - 1, character: place.column - 1 },
  end: { line: place.endLine - 1, character: place.endColumn - 1 },
});

/** 1 is an error, 2 a warning. */
const toldOf = ({ severity, code, message, help, place }: Diagnostic) => ({
  range: placeRange(place),
  severity: severity === "error" ? 1 : 2,
  code,
  source: "comity",
  message: help === undefined ? message : `${message}\n${help}`,
});

const failuresOf = ({ title, expectations }: ToldExample) =>
  expectations
    .filter(({ outcome }) => outcome === "fail")
    .map((each) => ({
      range: placeRange({ file: "", ...each }),
      severity: 1,
      code: "example-fails",
      source: "comity",
      message: `the example \`${title}\` fails here: ${each.why}`,
    }));
