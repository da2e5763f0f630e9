/** The command that serves a registry over HTTP. Nothing here loads the code that does the work. */
import type { Command } from "../command.ts";

export const SERVING: readonly Command[] = [
  {
    words: ["serve"],
    operands: { usage: "[STORE]", least: 0, most: 1 },
    summary: "serve a registry over HTTP",
    about:
      "Loads a store, derives everything by the policy, and answers over HTTP until it is stopped (docs/api.md). STORE is a folder, or DATABASE_URL for the PostgreSQL server whose address that variable holds; left out, COMITY_STORE or DATABASE_URL says it. Everything else is said by the environment (docs/configuration.md) and checked before the server listens; options stand before the environment. While nobody administers the server it shows a link by which somebody becomes the administrator. A first signal (Ctrl-C, SIGTERM) lets requests under way end; a second one does not.",
    options: [
      { name: "port", value: "PORT", says: "the port, as COMITY_PORT; 0 for any that is free" },
      { name: "host", value: "ADDRESS", says: "the address to listen on, as COMITY_HOST" },
      { name: "policy", value: "FILE", says: "the policy, as COMITY_POLICY" },
      {
        name: "demo",
        says: "everybody may take on any role by one click, as COMITY_DEMO: for made-up registries only",
      },
      { name: "check", says: "check settings, store and policy, and serve nothing" },
    ],
    examples: [
      { line: "comity serve cern.store", says: "at http://localhost:8413" },
      { line: "comity serve DATABASE_URL --port 8080", says: "a registry on a server" },
      { line: "comity serve demo.store --demo", says: "with roles to try out" },
    ],
    load: () => import("../commands/serve.ts"),
  },
];
