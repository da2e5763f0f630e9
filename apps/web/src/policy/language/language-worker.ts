/** Speaks to the language server in its worker. */
import type { PolicyRead } from "@comity/policy";

/** JSON messages to the server and from it, as an LSP client wants them. */
export interface LanguageLine {
  send(message: string): void;
  subscribe(handler: (message: string) => void): void;
  unsubscribe(handler: (message: string) => void): void;
  /** Ends the worker. */
  end(): void;
}

/** Opens a worker with a language server in it. */
export function openLanguage(): LanguageLine {
  const worker = new Worker(new URL("./policy-worker.ts", import.meta.url), { type: "module" });
  const handlers = new Set<(message: string) => void>();
  worker.addEventListener("message", ({ data }: MessageEvent<string>) => {
    for (const handler of handlers) handler(data);
  });
  return {
    send: (message) => worker.postMessage(message),
    subscribe: (handler) => void handlers.add(handler),
    unsubscribe: (handler) => void handlers.delete(handler),
    end: () => worker.terminate(),
  };
}

/** Reads a policy aside: what is wrong with it, and what its examples come to. */
export function readAside(text: string, signal: AbortSignal): Promise<PolicyRead> {
  const line = openLanguage();
  signal.addEventListener("abort", () => line.end(), { once: true });
  return new Promise((resolve) => {
    line.subscribe((message) => {
      const { method, params } = JSON.parse(message) as { method?: string; params?: PolicyRead };
      if (method !== "policy/read") return;
      line.end();
      resolve(params!);
    });
    const textDocument = { uri: "file:///policy.md", languageId: "markdown", version: 1, text };
    line.send(JSON.stringify({ jsonrpc: "2.0", method: "textDocument/didOpen", params: { textDocument } }));
  });
}
