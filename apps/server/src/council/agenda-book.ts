/** Agendas as they lie in the store, one document for each session; changed by one editor at a time. */
import { type Agenda, emptyAgenda } from "@comity/council";
import type { Documents } from "@comity/store";
import { problem } from "../problems/problem.ts";

/** Ids are `BODY/SESSION`. */
const AGENDAS = "council-agenda";

/** An agenda and its version; 0 while nobody has put anything on it. */
export interface StoredAgenda {
  readonly agenda: Agenda;
  readonly version: number;
}

export class AgendaBook {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  async get(body: string, session: string): Promise<StoredAgenda> {
    const stored = await this.#documents.get<Agenda>(AGENDAS, idOf(body, session));
    return stored === undefined
      ? { agenda: emptyAgenda(body, session), version: 0 }
      : { agenda: stored.value, version: stored.version };
  }

  /** Changes an agenda, if it is still what the editor saw. @throws Problem `agenda-moved` (412). */
  async change(
    body: string,
    session: string,
    seen: number,
    by: string,
    changed: (agenda: Agenda) => Agenda | Promise<Agenda>,
  ): Promise<StoredAgenda> {
    const stored = await this.get(body, session);
    if (stored.version !== seen) throw moved(stored.version);
    const value = await changed(stored.agenda);
    try {
      const [written] = await this.#documents.write(
        [{ collection: AGENDAS, id: idOf(body, session), expected: seen, value }],
        by,
      );
      return { agenda: value, version: written!.version };
    } catch (error) {
      if ((error as { code?: unknown }).code !== "document-moved") throw error;
      throw moved((await this.get(body, session)).version);
    }
  }
}

const idOf = (body: string, session: string): string => `${body}/${session}`;

const moved = (version: number) =>
  problem(412, "agenda-moved", "the agenda was changed since you read it", {
    help: "read it again and put your changes into that",
    headers: { ETag: `"${version}"` },
  });
