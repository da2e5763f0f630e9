/** What is measured, for Prometheus. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Upper ends of the stretches of time that answers are counted in, in seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface Metrics {
  /** A room adds its own figures here, named `comity_...` with the unit last. */
  readonly registry: Registry;
  readonly requests: Histogram<"method" | "route" | "status">;
  readonly underWay: Gauge;
  readonly refusals: Counter<"code">;
}

/** A set of figures of its own: several servers in one process do not add up. */
export function metricsOf(options: { readonly ofProcess?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.ofProcess === true) collectDefaultMetrics({ register: registry, prefix: "comity_" });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: "comity_http_request_seconds",
      help: "How long answers took, by method, route and status.",
      labelNames: ["method", "route", "status"],
      buckets: SECONDS,
      registers,
    }),
    underWay: new Gauge({
      name: "comity_http_requests_under_way",
      help: "Requests being answered.",
      registers,
    }),
    refusals: new Counter({
      name: "comity_http_problems_total",
      help: "Problem documents sent, by code.",
      labelNames: ["code"],
      registers,
    }),
  };
}
