/** What every engine does alike. Each engine's file of tests runs all of it; what one skips it lists with the reason. */
import { afterEach, describe, expect, it } from "vitest";
import { type OpenOptions, openStore, type Store } from "../../src/index.ts";
import { MASTER } from "./shared.ts";

/** An engine, as tests see it. */
export interface Ground {
  readonly name: string;
  /** Where a fresh empty store lies. */
  fresh(): Promise<string>;
  /** Where a store can be made: a new folder, an empty database. */
  nowhere(): Promise<string>;
  /** Runs SQL on a store as the superuser: the back door. */
  backDoor(store: Store, where: string, text: string): Promise<void>;
  /** Names of cases that it does not run, and why. */
  readonly skips: Readonly<Record<string, string>>;
}

/** What a case has to work with. */
export interface Bench {
  readonly ground: Ground;
  /** Where the case's store lies. */
  readonly where: string;
  /** Opens it; closed after the case. */
  open(options?: Partial<OpenOptions>): Promise<Store>;
  /** Opens a fresh one. */
  fresh(options?: Partial<OpenOptions>): Promise<Store>;
  nowhere(): Promise<string>;
  backDoor(store: Store, text: string): Promise<void>;
}

/** A case: its name, and what it does. */
export type Case = readonly [name: string, run: (bench: Bench) => Promise<void>];

/** Runs cases on an engine. */
export function conform(ground: Ground, cases: readonly Case[]): void {
  describe(ground.name, () => {
    const open: Store[] = [];
    afterEach(async () => {
      for (const store of open.splice(0)) await store.close();
    });
    const opened = async (where: string, options: Partial<OpenOptions> = {}): Promise<Store> => {
      const store = await openStore(where, { masterKey: MASTER, ...options });
      open.push(store);
      return store;
    };
    for (const [name, run] of cases) {
      const reason = ground.skips[name];
      it.skipIf(reason !== undefined)(
        reason === undefined ? name : `${name} (skipped: ${reason})`,
        async () => {
          const where = await ground.fresh();
          await run({
            ground,
            where,
            open: (options) => opened(where, options),
            fresh: async (options) => opened(await ground.fresh(), options),
            nowhere: () => ground.nowhere(),
            backDoor: (store, text) => ground.backDoor(store, where, text),
          });
        },
      );
    }
    it("skips only cases that there are", () => {
      const names = cases.map(([name]) => name);
      expect(Object.keys(ground.skips).filter((name) => !names.includes(name))).toEqual([]);
    });
  });
}
