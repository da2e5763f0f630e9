/** `/metrics`, for Prometheus. */
import { z } from "@hono/zod-openapi";
import { Counter, Gauge } from "prom-client";
import type { Room } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { isFromHere } from "../limits/source.ts";
import { problem } from "../problems/problem.ts";

/** The figures of the process, and how far the answers follow the ledger. */
export const metricsRoom: Room = (context) => {
  const { metrics, followed, gate, config } = context;
  const registers = [metrics.registry];
  new Gauge({
    name: "comity_ledger_position",
    help: "The last act that answers take into account.",
    registers,
    collect() {
      this.set(followed.position);
    },
  });
  new Counter({
    name: "comity_derivations_total",
    help: "How often everything was derived from the ground, and not followed act by act.",
    registers,
    collect() {
      this.reset();
      this.inc(followed.derivations);
    },
  });
  return newRoom().openapi(
    guardedRoute({
      method: "get",
      path: "/metrics",
      operationId: "readMetrics",
      summary: "Figures for Prometheus",
      tags: ["Running it"],
      access: {
        anyone:
          "programs on this machine may read it, others are asked of the gate; `COMITY_METRICS` says which",
        isQuiet: true,
      },
      responses: { 200: { description: "The figures.", content: { "text/plain": { schema: z.string() } } } },
    }),
    async (c) => {
      const { asker } = c.var;
      const isAllowed =
        config.metrics !== "off" &&
        ((config.metrics === "loopback" && isFromHere(c)) || gate.may(asker, "read", { kind: "metrics" }));
      // Whoever may not read them need not know that they are there.
      if (!isAllowed) throw problem(404, "no-such-route", "there is nothing at `/metrics`");
      return c.body(await metrics.registry.metrics(), 200, {
        "Content-Type": metrics.registry.contentType,
      }) as never;
    },
  );
};
