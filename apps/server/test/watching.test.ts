/** Watching a server: figures, a log and traces that say nothing about anybody. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { openGround } from "./ground/ground.ts";

/** A collector of traces on a loopback port. */
async function openCollector() {
  const bodies: Buffer[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      bodies.push(Buffer.concat(parts));
      response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/traces`,
    text: () => Buffer.concat(bodies).toString("latin1"),
    close: () => server.close(),
  };
}

describe("a server that is watched", () => {
  it("measures, logs and traces by route, and names nobody", async () => {
    const collector = await openCollector();
    const lines: string[] = [];
    const ground = await openGround({
      env: { COMITY_TRACES_URL: collector.url },
      onLog: (line) => lines.push(line),
    });
    try {
      const office = ground.as("users-office");
      const secret = { authorization: "Bearer hidden-token", cookie: "k=hidden-cookie" };
      await office.get("/api/v1/people/p3?knownOn=2024-01-01", secret);
      await office.get("/api/v1/people/p3/names", { "comity-purpose": "registration" });
      await ground.as("p1").get("/api/v1/people/p3?wrong=hidden-query");
      await ground.as("public").get("/nothing/hidden-path");
      const figures = await (await ground.as("public").get("/metrics")).text();
      expect(figures).toMatch(
        /comity_http_request_seconds_count\{method="GET",route="\/api\/v1\/people\/\{id\}",status="200"\} 1/,
      );
      expect(figures).toMatch(/comity_http_problems_total\{code="not-found"\} 1/);
      const { position } = ground.server.context.followed;
      expect(figures).toContain(`comity_ledger_position ${position}`);
      expect(figures).toMatch(/comity_derivations_total [1-9]/);
      await ground.stop();
      const traced = collector.text();
      expect(traced).toContain("GET /api/v1/people/{id}");
      const log = lines.join("");
      expect(log).toContain('"route":"/api/v1/people/{id}","status":200');
      for (const shown of [log, traced, figures])
        expect(shown).not.toMatch(/hidden-|Cliffe|people\/p3|users-office|registration|127\.0\.0\.1/);
    } finally {
      await ground.stop();
      collector.close();
    }
  });

  it("shows its figures to whom the settings say", async () => {
    const ground = await openGround({ env: { COMITY_METRICS: "signed-in" } });
    try {
      const status = async (who: string) => (await ground.as(who).get("/metrics")).status;
      expect([await status("public"), await status("p1"), await status("monitor")]).toEqual([404, 404, 200]);
    } finally {
      await ground.stop();
    }
  });
});
