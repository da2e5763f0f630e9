/** The store of a process that ends right before, or right after, one of its writes. From then on it does nothing. */
import type { Store } from "@comity/store";

export class Crash extends Error {}
export type Side = "before" | "after";

/** `at` counts what changes something, from 1: a write of documents, or recorded acts. */
export function crashing(whole: Store, at: number, side: Side): { readonly store: Store; isOver(): boolean } {
  let writes = 0;
  let isOver = false;
  const stop = (): never => {
    isOver = true;
    throw new Crash();
  };
  const counted = async <T>(write: () => Promise<T>): Promise<T> => {
    if (isOver) throw new Crash();
    writes++;
    if (writes === at && side === "before") stop();
    const written = await write();
    if (writes === at) stop();
    return written;
  };
  const real = whole.documents;
  const documents: Store["documents"] = {
    get: (collection, id) => (isOver ? Promise.reject(new Crash()) : real.get(collection, id)),
    list: (collection, range) => (isOver ? Promise.reject(new Crash()) : real.list(collection, range)),
    onChanges: (listener) => real.onChanges(listener),
    write: (changes, by) => counted(() => real.write(changes, by)),
  };
  const store = new Proxy(whole, {
    get: (target, name) => {
      if (name === "documents") return documents;
      if (name === "append")
        return (...given: Parameters<Store["append"]>) => counted(() => target.append(...given));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { store, isOver: () => isOver };
}
