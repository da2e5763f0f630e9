/** Every room of routes, one line each. */
import type { Room } from "./context.ts";

/** The rooms, in the order in which their routes are tried and shown. */
export const ROOMS: readonly Room[] = [];
