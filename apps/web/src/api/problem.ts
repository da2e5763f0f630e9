/** What the server says when it refuses: a problem document (RFC 9457), or that there was no answer at all. */

export interface FieldFault {
  /** `body.acts[0].on`, `query.from` */
  readonly path: string;
  readonly message: string;
  readonly help?: string;
}

/** A refusal. `status` 0: no answer came. */
export class ApiProblem extends Error {
  readonly status: number;
  /** Stable, for programs: `not-found`, `head-moved`; `no-answer` where there was none. */
  readonly code: string;
  readonly help: string | undefined;
  readonly faults: readonly FieldFault[];
  readonly requestId: string | undefined;
  /** The whole document: some codes carry more, such as the new head. */
  readonly document: Readonly<Record<string, unknown>>;
  /** The language of its texts. */
  readonly lang: "en" | "fr";

  constructor(
    status: number,
    document: Readonly<Record<string, unknown>>,
    requestId?: string,
    lang: "en" | "fr" = "en",
  ) {
    super(typeof document.detail === "string" ? document.detail : String(document.title ?? status));
    this.name = "ApiProblem";
    this.status = status;
    this.code = typeof document.code === "string" ? document.code : "no-answer";
    this.help = typeof document.help === "string" ? document.help : undefined;
    this.faults = Array.isArray(document.errors) ? (document.errors as FieldFault[]) : [];
    this.requestId = requestId;
    this.document = document;
    this.lang = lang;
  }

  /** There was no answer: the connection is lost, or the server is starting again. */
  get isUnreachable(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }

  /** What is said of a field, by the end of its path: `fault("on")` finds `body.acts[0].on`. */
  fault(field: string): string | undefined {
    return this.faults.find(({ path }) => path === field || path.endsWith(`.${field}`))?.message;
  }
}
