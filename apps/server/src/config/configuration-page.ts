/** The page about the settings, made of their table: docs/configuration.md is what this gives. */
import { SETTINGS, type Setting } from "./settings.ts";

const SORTS: Readonly<Record<Setting["sort"], string>> = {
  text: "text",
  secret: "text, a secret",
  port: "a port",
  count: "a whole number",
  switch: "`yes` or `no`",
  url: "an address",
  file: "a file",
  choice: "one of these",
};

function kindOfValue({ sort, choices, least, most }: Setting): string {
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(", ");
  const bounds = least === undefined || most === undefined ? "" : `, ${least} to ${most}`;
  return `${SORTS[sort]}${bounds}`;
}

function rowOf(setting: Setting): string {
  const usual = setting.usual === undefined ? "" : `\`${setting.usual}\``;
  return `| \`${setting.name}\` | ${kindOfValue(setting)} | ${usual} | ${setting.says} |`;
}

/** The page, in Markdown. */
export function configurationPage(): string {
  const settings: readonly Setting[] = SETTINGS;
  const headings = [...new Set(settings.map(({ about }) => about))];
  const sections = headings.map((heading) =>
    [
      `## ${heading}`,
      "",
      "| variable | value | usually | what it decides |",
      "|---|---|---|---|",
      ...settings.filter(({ about }) => about === heading).map(rowOf),
    ].join("\n"),
  );
  return `${[
    "# Configuration",
    "",
    "The server is configured by its environment alone. This page is made of the table that the program reads",
    "(`apps/server/src/config/settings.ts`); a test holds the two together. Everything is checked before the server listens, and everything that",
    "is wrong is told at once; `comity serve STORE --check` stops there. A variable that is set to nothing counts as not set. A name that begins with",
    "`COMITY_` and is nearly one of these is refused as a slip.",
    "",
    sections.join("\n\n"),
  ].join("\n")}\n`;
}
