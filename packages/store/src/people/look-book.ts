/** Who looked at whose personal data, when, and what for. Looks are only ever added. */
import type { Kysely } from "kysely";
import { StoreError } from "../store-error.ts";
import { LinesFile } from "../vault/lines-file.ts";

/** One look. */
export interface Look {
  /** An instant. */
  readonly at: string;
  readonly by: string;
  readonly purpose: string;
  /** Whose data was read; null where it was everybody's. */
  readonly person: string | null;
}

/** Where looks are kept: a file beside an embedded store, a table on PostgreSQL. */
export interface LookBook {
  /** Notes looks, and returns once they are durable: nothing is shown before. */
  note(looks: readonly Look[]): Promise<void>;
  /** The looks at some people's data, everybody's among them, in their order; all looks where nobody is named. */
  looks(people?: ReadonlySet<string>): AsyncIterable<Look>;
  close(): Promise<void>;
}

/** The name of the file in the store's folder. */
export const LOOK_JOURNAL = "looks.journal";

function isAsked(look: Look, people: ReadonlySet<string> | undefined): boolean {
  return people === undefined || look.person === null || people.has(look.person);
}

/** Looks in a file of JSON Lines: durable by itself, as PGlite makes no fsync. */
export class LookJournal implements LookBook {
  readonly #file: LinesFile;

  private constructor(file: LinesFile) {
    this.#file = file;
  }

  static async open(path: string): Promise<LookJournal> {
    return new LookJournal(await LinesFile.open(path));
  }

  note(looks: readonly Look[]): Promise<void> {
    return this.#file.append(looks.map((look) => JSON.stringify(look)));
  }

  async *looks(people?: ReadonlySet<string>): AsyncGenerator<Look> {
    let number = 0;
    for (const line of await this.#file.lines()) {
      number++;
      let look: Look;
      try {
        look = JSON.parse(line) as Look;
      } catch {
        throw new StoreError(
          "fault",
          "malformed-line",
          `\`${this.#file.path}\` was damaged: its line ${number} cannot be read`,
          { help: "restore it from a backup" },
        );
      }
      if (isAsked(look, people)) yield look;
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** The table of looks, as columns. */
interface LookTables {
  readonly look: {
    readonly registry: string;
    readonly number: number;
    readonly at: Date | string;
    readonly by: string;
    readonly purpose: string;
    readonly person: string | null;
  };
}

/** So many rows are read or written at once. */
const ROWS = 2_000;

/** Looks in the table `comity.look` of a server. */
export class LookTable implements LookBook {
  readonly #db: Kysely<LookTables>;
  readonly #registry: string;

  constructor(db: unknown, registry: string) {
    this.#db = (db as Kysely<LookTables>).withSchema("comity");
    this.#registry = registry;
  }

  async note(looks: readonly Look[]): Promise<void> {
    for (let k = 0; k < looks.length; k += ROWS) {
      const rows = looks.slice(k, k + ROWS).map((look) => ({ ...look, registry: this.#registry }));
      // The number is the database's.
      await this.#db
        .insertInto("look")
        .values(rows as never)
        .execute();
    }
  }

  async *looks(people?: ReadonlySet<string>): AsyncGenerator<Look> {
    for (let after = 0; ; ) {
      const asked = this.#db
        .selectFrom("look")
        .select(["number", "at", "by", "purpose", "person"])
        .where("registry", "=", this.#registry)
        .where("number", ">", after);
      const rows = await asked.orderBy("number").limit(ROWS).execute();
      if (rows.length === 0) return;
      for (const { number: _, at, ...look } of rows) {
        const said = { ...look, at: new Date(at).toISOString() };
        if (isAsked(said, people)) yield said;
      }
      after = Number(rows.at(-1)!.number);
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
