/** Puts new sheets into a picture at once, before React hears of them. What is drawn in this way is left to it alone: React gives no value to it. */
import { useLayoutEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Draw, LiveSheet } from "./live-sheet.ts";

/** Draws every new sheet, and the newest whenever the picture itself is made anew. */
export function useDrawn(live: LiveSheet, draw: Draw): void {
  useLayoutEffect(() => {
    const newest = live.drawn();
    if (newest !== undefined) draw(newest)?.();
    return live.drawBy(draw);
  });
}

/** Gives an element this text. Nothing is touched where it has it: the browser would lay it out again. */
export function write(element: Element | null | undefined, text: string): void {
  if (element !== null && element !== undefined && element.textContent !== text) element.textContent = text;
}

/** Gives an element's attribute this value, where it has another. */
export function put(element: Element | null | undefined, name: string, value: string | number): void {
  const written = String(value);
  if (element !== null && element !== undefined && element.getAttribute(name) !== written)
    element.setAttribute(name, written);
}

/** So many texts are kept: some years of days, to and fro. */
const KEPT = 5_000;

/** The studio's words with figures in them, each made once: figures come again while a date goes to and fro, and making a text takes longer than drawing it. */
export function useKeptWords(): (key: string, values?: Readonly<Record<string, unknown>>) => string {
  const { t } = useTranslation("studio");
  return useMemo(() => {
    const kept = new Map<string, string>();
    return (key, values = {}) => {
      const asked = `${key} ${JSON.stringify(values)}`;
      let text = kept.get(asked);
      if (text === undefined) {
        if (kept.size >= KEPT) kept.clear();
        text = t(key as "figures.people", values) as string;
        kept.set(asked, text);
      }
      return text;
    };
  }, [t]);
}
