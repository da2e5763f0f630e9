import type { Agenda } from "../packages/council/dist/index.js";
import type { Folded } from "../packages/registry/dist/index.js";

export function demoAgendas(folded: Folded): Promise<Agenda[]>;
export function putDemoAgendas(where: string): Promise<void>;
