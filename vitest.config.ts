import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

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

/** Tests read the sources, not `dist`: a stale build cannot pass or fail one. */
export default defineConfig({
  resolve: {
    alias: Object.fromEntries(ROOMS.map((room) => [`@comity/${room.split("/")[1]}`, source(room)])),
  },
  test: {
    include: ["packages/*/test/**/*.test.ts", "apps/*/test/**/*.test.{ts,tsx}", "test/**/*.test.ts"],
    globalSetup: ["packages/store/test/ground/stop-servers.ts"],
    setupFiles: ["test/campaign.ts"],
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
