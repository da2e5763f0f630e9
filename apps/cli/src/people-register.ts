/** Where commands about people record acts: a folder, or a store. They need no names, so those in a store stay sealed. */
import { day } from "@comity/calendar";
import {
  type Act,
  check,
  formatProblem,
  type RegistryMeta,
  readRegistry,
  sameAs,
  writeRegistry,
} from "@comity/registry";
import type { Store } from "@comity/store";
import { type Call, optionValue } from "./command.ts";
import { dayOption } from "./inputs.ts";
import { type ExitCode, Refusal } from "./refusal.ts";
import { today } from "./registry-target.ts";
import { isStore, openNamedStore, shownStore, whoAsks } from "./stores.ts";
import type { Terminal } from "./terminal.ts";

export interface PeopleRegister {
  /** How it is called where it is shown. */
  readonly shown: string;
  /** Those of a store without names, those of a folder as they are. */
  readonly acts: readonly Act[];
  readonly meta: RegistryMeta;
  /** The store, where it is one. */
  readonly store: Store | undefined;
  /** Records acts, all of them or none. `kept` are the acts that were there, where a folder shall hold them otherwise. */
  record(added: readonly Act[], kept?: readonly Act[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the registry. */
export async function openRegister(where: string, call: Call, terminal: Terminal): Promise<PeopleRegister> {
  if (!isStore(where)) {
    const { acts, meta } = readRegistry(where);
    return {
      shown: where,
      acts,
      meta,
      store: undefined,
      record: async (added, kept = acts) => writeRegistry(where, [...kept, ...added], meta),
      close: async () => undefined,
    };
  }
  const store = await openNamedStore(where, terminal, { readsActs: true });
  try {
    const { acts, head } = await store.acts({ personal: "sealed" });
    return {
      shown: shownStore(where),
      acts,
      meta: await store.meta(),
      store,
      record: async (added) => {
        const { warnings } = await store.append(added, { by: whoAsks(call), expectedHead: head.hash });
        for (const warning of warnings) terminal.warn(`${shownStore(where)}: ${warning}\n`);
      },
      close: () => store.close(),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Does something with the registry, and closes it whatever happens. */
export async function withRegister(
  call: Call,
  terminal: Terminal,
  work: (register: PeopleRegister) => Promise<ExitCode>,
): Promise<ExitCode> {
  const register = await openRegister(call.operands[0] ?? "", call, terminal);
  try {
    return await work(register);
  } finally {
    await register.close();
  }
}

/** What every act of these commands says of itself: when, by whom, by which document. */
export function headerOf(call: Call) {
  const on = dayOption(call, "on") ?? day(today());
  return {
    on,
    recorded: day(today()),
    by: whoAsks(call),
    instrument: optionValue(call, "instrument") ?? "",
  };
}

/** An id that no act has yet: the wanted one, or with a number behind it. */
export function freeId(acts: readonly Act[], wanted: string): string {
  const taken = new Set(acts.map(({ id }) => id));
  let id = wanted;
  for (let number = 2; taken.has(id); number++) id = `${wanted} (${number})`;
  return id;
}

/** All identifiers of a person who is registered; a refusal where nobody is registered so. */
export function identifiersOf(acts: readonly Act[], person: string): string[] {
  const own = sameAs(acts, person);
  if (acts.some((act) => act.act === "person" && own.includes(act.person))) return own;
  throw new Refusal(
    `nobody is registered as \`${person}\``,
    "identifiers are expected, such as `p00017`; a name is none",
  );
}

/** Refuses an act that is wrong among the others. Only what it brings about is held against it. */
export function refuseWrong(acts: readonly Act[], act: Act): void {
  const wrong = check([...acts, act]).filter(
    ({ index, severity }) => index === acts.length && severity === "error",
  );
  if (wrong.length > 0) throw new Refusal(wrong.map(formatProblem).join("\n"));
}
