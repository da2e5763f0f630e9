/** The thread of a desk. */
import { parentPort, workerData } from "node:worker_threads";
import type { Policy } from "@comity/policy";
import type { RegistryMeta } from "@comity/registry";
import { type DeskPort, serveDesk } from "./desk-service.ts";

/** What the thread is given to begin with. */
export interface DeskData {
  readonly policy: Policy;
  readonly meta: RegistryMeta;
}

const { policy, meta } = workerData as DeskData;
serveDesk(parentPort as unknown as DeskPort, policy, meta);
