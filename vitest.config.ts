import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const ROOMS = [
  ...[
    "calendar",
    "policy",
    "registry",
    "store",
    "exchange",
    "decision",
    "council",
    "authorship",
    "access",
    "print",
    "carrying-out",
  ].map((room) => `packages/${room}`),
  "apps/server",
];
const source = (room: string): string => fileURLToPath(new URL(`./${room}/src/index.ts`, import.meta.url));

/**
 * Rooms whose tests start nothing and change nothing outside their own test: their files share a worker's modules, which
 * saves reading the language, its parser and all the floors below anew for each of them.
 */
const PURE = ["calendar", "policy", "registry", "decision", "council", "authorship"].map(
  (room) => `packages/${room}/test/**/*.test.ts`,
);

/** Tests read the sources, not `dist`: a stale build cannot pass or fail one. */
export default defineConfig({
  resolve: {
    alias: Object.fromEntries(ROOMS.map((room) => [`@comity/${room.split("/")[1]}`, source(room)])),
  },
  test: {
    setupFiles: ["test/campaign.ts"],
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: "pure", include: PURE, isolate: false } },
      {
        extends: true,
        test: {
          name: "rooms",
          include: ["packages/*/test/**/*.test.ts", "apps/*/test/**/*.test.{ts,tsx}", "test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...PURE],
          globalSetup: ["packages/store/test/ground/stop-servers.ts"],
        },
      },
    ],
  },
});
