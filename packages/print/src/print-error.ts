/** How printing says no. */

export type PrintErrorCode = "cannot-typeset" | "missing-font" | "no-typesetter";

/** `fault`: the installation lacks something, or the template is wrong; never something that a fact sheet says. */
export class PrintError extends Error {
  readonly category = "fault";
  readonly code: PrintErrorCode;
  readonly help: string | undefined;

  constructor(
    code: PrintErrorCode,
    message: string,
    more: { readonly help?: string; readonly cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "PrintError";
    this.code = code;
    this.help = more.help;
  }
}
