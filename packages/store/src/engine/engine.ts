/** What the two engines have in common. */
import type { Kysely } from "kysely";
import type { Schema } from "../schema/schema.ts";

/** A database with the schema in its newest form, and what makes an act last in it. */
export interface Engine {
  readonly kind: "embedded" | "postgres";
  readonly db: Kysely<Schema>;
  /** What somebody should know who runs it: a server that does not fsync, rights that could be narrower. */
  readonly warnings: readonly string[];
  /**
   * Makes entries last, given as lines, before the transaction that holds them commits. On PostgreSQL the commit itself does
   * that, and nothing is done here.
   */
  persist(lines: readonly string[]): Promise<void>;
  /** Called where the connection was lost, before the same is tried again. */
  recover(): Promise<void>;
  /**
   * Calls a listener whenever entries were recorded, by whomever. On PostgreSQL also now and then without a reason: a message
   * can be lost with its connection.
   */
  onRecorded(listener: () => void): () => void;
  /** Says that entries were recorded and committed by this process. */
  recorded(): void;
  close(): Promise<void>;
}
