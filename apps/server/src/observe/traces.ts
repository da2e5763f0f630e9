/** Traces by OpenTelemetry: one span a request, named by its route. Nothing personal is in it: no address, no query, no ids. */
import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  type Context as TraceContext,
  trace,
} from "@opentelemetry/api";
import type { Context } from "hono";
import type { Env } from "../context.ts";

/** Ends the sending of traces, once what is left has been sent. */
export interface Traces {
  span(c: Context<Env>, work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

const SERVICE = "comity";
/** A collector that does not answer must not keep the server from stopping. */
const LONGEST_FLUSH_MILLISECONDS = 3_000;

/**
 * Begins to send traces to a collector by OTLP over HTTP. The library is loaded here and nowhere else: it is large, and most
 * servers send none.
 */
export async function openTraces(url: string): Promise<Traces> {
  // The library takes the address from its own variable alone.
  process.env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT = url;
  const { NodeSDK } = await import("@opentelemetry/sdk-node");
  const sdk = new NodeSDK({ serviceName: SERVICE, autoDetectResources: false, instrumentations: [] });
  sdk.start();
  const tracer = trace.getTracer(SERVICE);
  return {
    span: (c, work) => {
      const parent = propagation.extract(context.active(), { traceparent: c.req.header("traceparent") });
      const options = { kind: SpanKind.SERVER, attributes: { "http.request.method": c.req.method } };
      return tracer.startActiveSpan(c.req.method, options, parent as TraceContext, async (span) => {
        try {
          await work();
        } finally {
          const { guard } = c.var;
          const route = guard?.path;
          if (route !== undefined) {
            span.updateName(`${c.req.method} ${route}`);
            span.setAttribute("http.route", route);
          }
          const { status } = c.res;
          span.setAttribute("http.response.status_code", status);
          if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          // A span that is never ended is never sent.
          if (guard?.access.isUntold !== true) span.end();
        }
      });
    },
    stop: async () => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, LONGEST_FLUSH_MILLISECONDS);
      });
      await Promise.race([sdk.shutdown().catch(() => undefined), late]);
      clearTimeout(timer);
    },
  };
}
