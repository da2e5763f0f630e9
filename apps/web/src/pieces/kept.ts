/**
 * What is typed into a form stays while the window is open: through a reload, a session that ends, a lost connection. It is forgotten once
 * it was sent.
 *
 *     const [form, setForm, forget] = useKept("merge", { person: "", into: "" });
 */
import { useCallback, useEffect, useState } from "react";

const PREFIX = "comity-form ";

function keptOf<T extends object>(name: string, empty: T): T {
  try {
    const text = sessionStorage.getItem(PREFIX + name);
    // Fields that a form got later are empty in what was kept before.
    return text === null ? empty : { ...empty, ...(JSON.parse(text) as Partial<T>) };
  } catch {
    return empty;
  }
}

/** The values of a form, what changes some of them, and what forgets all. `name` tells forms apart; nothing secret may be in one. */
export function useKept<T extends object>(
  name: string,
  empty: T,
): readonly [T, (change: Partial<T>) => void, () => void] {
  const [form, setForm] = useState(() => keptOf(name, empty));
  useEffect(() => {
    try {
      sessionStorage.setItem(PREFIX + name, JSON.stringify(form));
    } catch {
      // A browser that keeps nothing shows the form all the same.
    }
  }, [name, form]);
  const change = useCallback((some: Partial<T>) => setForm((before) => ({ ...before, ...some })), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is empty does not change while a form stands
  const forget = useCallback(() => setForm(empty), []);
  return [form, change, forget];
}
