/** Starting a server, and stopping it so that nothing is half done. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type AccessPolicy,
  openGate,
  openLookDesk,
  ownAccessPolicy,
  withRegistryRecords,
} from "@comity/access";
import type { Policy } from "@comity/policy";
import { type FollowedStore, followStore, type Store } from "@comity/store";
import type { DestinationStream } from "pino";
import { type App, createApp } from "../app.ts";
import type { Config } from "../config/config.ts";
import type { Identify, Room, ServerContext } from "../context.ts";
import { Readiness } from "../health/readiness.ts";
import { loggedError, logOf } from "../observe/log.ts";
import { metricsOf } from "../observe/metrics.ts";
import { openTraces } from "../observe/traces.ts";
import { ROOMS } from "../rooms.ts";
import { identifyBy, identifyTokenBy } from "../sign-in/index.ts";
import { httpServerOf, type Patience } from "./listener.ts";

export interface StartOptions {
  readonly config: Config;
  /** Open; the server closes it when it stops. */
  readonly store: Store;
  readonly policy: Policy;
  readonly policyText: string;
  /** The store, followed by `policyFor` the policy already, and where what goes wrong with that is told; followed here where not. */
  readonly followed?: { readonly store: FollowedStore; readonly faults: Faults };
  /** Who may see what; the policy that comes with Comity where none is given. */
  readonly access?: AccessPolicy;
  /** Who asks: by sessions and tokens, where nothing else is given. */
  readonly identify?: (context: ServerContext) => Identify;
  /** The rooms of the product where others are not given. */
  readonly rooms?: readonly Room[];
  readonly clock?: () => Date;
  /** For how long requests are waited for; the usual where it is not said. */
  readonly patience?: Patience;
  /** The process has one server only: its memory and processor are measured too. */
  readonly measuresProcess?: boolean;
  /** Where the log goes; standard output where it is not said. */
  readonly log?: DestinationStream;
}

export interface RunningServer {
  /** `http://127.0.0.1:8413` */
  readonly url: string;
  readonly port: number;
  readonly context: ServerContext;
  readonly app: App;
  /** Lets requests under way end, ends the rest, and closes the store. Asking again waits for the same end. */
  stop(): Promise<void>;
}

/** Hears what goes wrong while a store is followed; what went wrong before anybody listened is told them first. */
export class Faults {
  readonly #early: unknown[] = [];
  #listener: ((error: unknown) => void) | undefined;

  tell(error: unknown): void {
    if (this.#listener === undefined) this.#early.push(error);
    else this.#listener(error);
  }

  hear(listener: (error: unknown) => void): void {
    this.#listener = listener;
    for (const error of this.#early.splice(0)) listener(error);
  }
}

/** The policy that a server derives by: one evaluation serves the gate too, which reads records of which the registry's own policy may not speak. */
export const policyFor = (policy: Policy): Policy => withRegistryRecords(policy);

/**
 * Starts a server.
 *
 *     const server = await startServer({ config, store, policy, policyText });
 *     await fetch(`${server.url}/readyz`);
 *     await server.stop();
 *
 * @throws StoreError where the store cannot be read; an Error of the system where the port is taken.
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { config, store, policyText, clock = () => new Date() } = options;
  const policy = policyFor(options.policy);
  const log = logOf(config.logLevel, options.log);
  const metrics = metricsOf({ ofProcess: options.measuresProcess === true });
  const readiness = new Readiness(store);
  const faults = options.followed?.faults ?? new Faults();
  const onFault = (error: unknown): void => faults.tell(error);
  const followed = options.followed?.store ?? (await followStore(store, policy, { clock, onFault }));
  faults.hear((error) => {
    log.error(loggedError(error), "an entry cannot be followed");
    readiness.end("entries of the store cannot be read");
  });
  const { documents } = store;
  const gate = await openGate({
    access: options.access ?? ownAccessPolicy(),
    followed,
    documents,
    onFault: (error) => log.error(loggedError(error), "a document of the gate cannot be read"),
  });
  const context: ServerContext = {
    store,
    documents,
    followed,
    policy,
    policyText,
    gate,
    desk: openLookDesk({ store, gate, clock }),
    config,
    clock,
    log,
    metrics,
  };
  const identify = (options.identify ?? identifyBy)(context);
  const traces = config.tracesUrl === undefined ? undefined : await openTraces(config.tracesUrl);
  const app = await createApp(context, {
    traces,
    rooms: options.rooms ?? ROOMS,
    identify,
    identifyToken: options.identify === undefined ? identifyTokenBy(context) : undefined,
    readiness,
  });
  const server = httpServerOf(context, app, options.patience);
  await listen(server, config);
  const { port } = server.address() as AddressInfo;
  const shown = config.host.includes(":") ? `[${config.host}]` : config.host;
  const url = `http://${shown}:${port}`;
  log.info({ port, registry: store.registry, position: followed.position }, "ready");
  let stopping: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    readiness.end("the server is stopping");
    log.info("stopping");
    await close(server, app, config.stopSeconds);
    await traces?.stop();
    gate.close();
    followed.close();
    await store.close();
    log.info("stopped");
  };
  return {
    url,
    port,
    context,
    app,
    stop: () => {
      stopping ??= end();
      return stopping;
    },
  };
}

async function listen(server: Server, { host, port }: Config): Promise<void> {
  server.listen(port, host);
  await once(server, "listening");
}

/** No new requests; rooms end what they have under way (feeds above all); what is left after the time is cut off. */
async function close(server: Server, app: App, seconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), seconds * 1_000);
  const ended = app.stop();
  // Connections that fall idle now would be kept for the next request.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await Promise.all([closed, ended]);
  clearInterval(sweep);
  clearTimeout(late);
}
