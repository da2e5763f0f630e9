import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where a server stands whose API the pages of `npx vite` ask while they are being worked on. */
const API = process.env.COMITY_PUBLIC_URL ?? "http://127.0.0.1:8413";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "dist/pages",
    emptyOutDir: true,
    target: "es2022",
    // The server names every file that it serves by its hash, and keeps no inline script: its policy lets none run.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: "manifest.json",
    chunkSizeWarningLimit: 900,
  },
  worker: { format: "es" },
  server: {
    proxy: Object.fromEntries(
      [
        "/api",
        "/sign-in",
        "/sign-out",
        "/account",
        "/manual",
        "/openapi.json",
        "/problems",
        "/healthz",
        "/calendars",
      ].map((path) => [path, API]),
    ),
  },
});
