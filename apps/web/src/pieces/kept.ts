/**
 * What is typed into a form stays while the window is open: through a reload, a session that ends, a lost connection. It is forgotten once
 * it was sent, and whoever signs in next in this window does not find it; signing out clears it.
 *
 *     const [form, setForm, forget] = useKept("merge", { person: "", into: "" });
 */
import { useCallback, useState } from "react";
import { useMe } from "../shell/me.ts";

const PREFIX = "comity-form ";

function found<T extends object>(key: string): Partial<T> | undefined {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as Partial<T>);
  } catch {
    return undefined;
  }
}

function keep(key: string, form: object | undefined): void {
  try {
    if (form === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(form));
  } catch {
    // A browser that keeps nothing shows the form all the same.
  }
}

interface State<T> {
  readonly key: string;
  readonly form: T;
  readonly isFound: boolean;
}

/** Fields that a form got later are empty in what was kept before. */
function stateOf<T extends object>(key: string, empty: T): State<T> {
  const kept = found<T>(key);
  return { key, form: { ...empty, ...kept }, isFound: kept !== undefined };
}

/**
 * The values of a form, what changes some of them, what forgets all, and whether they were found from before. `name` tells forms apart; nothing
 * secret may be in one.
 */
export function useKept<T extends object>(
  name: string,
  empty: T,
): readonly [T, (change: Partial<T>) => void, () => void, boolean] {
  const { account } = useMe();
  const key = `${PREFIX}${account ?? ""} ${name}`;
  const [state, setState] = useState(() => stateOf(key, empty));
  let shown = state;
  if (state.key !== key) {
    // Who is looking was not known yet, or has changed.
    shown = stateOf(key, empty);
    setState(shown);
  }
  const change = useCallback(
    (some: Partial<T>) =>
      setState((before) => {
        const form = { ...before.form, ...some };
        keep(key, form);
        return { key, form, isFound: false };
      }),
    [key],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is empty does not change while a form stands
  const forget = useCallback(() => {
    keep(key, undefined);
    setState({ key, form: empty, isFound: false });
  }, [key]);
  return [shown.form, change, forget, shown.isFound];
}
