/**
 * The process in which PGlite runs: a query blocks the event loop of the process that it runs in, and a server must not
 * stand still. It speaks PostgreSQL's own protocol over the socket that its parent left open as descriptor 3, so that the
 * same driver serves both engines. Nobody else can reach it, and it ends with its parent.
 */
import { Socket } from "node:net";
import { PGlite } from "@electric-sql/pglite";

/** What the parent gives on the command line. */
export interface SessionArguments {
  readonly database: string;
}

/** The last message of a session, `X` and its length. */
const TERMINATE = 88;

/**
 * Takes whole messages out of a stream of bytes. All but the first begin with a byte that says their sort; then comes their
 * length, four bytes that count themselves.
 */
class Messages {
  #parts: Buffer[] = [];
  #length = 0;
  #isFirst = true;

  add(part: Buffer): void {
    this.#parts.push(part);
    this.#length += part.length;
  }

  /** How many bytes the next message takes; undefined where that has not come yet. */
  #next(): number | undefined {
    const lead = this.#isFirst ? 0 : 1;
    if (this.#length < lead + 4) return undefined;
    if (this.#parts[0]!.length < lead + 4) this.#parts = [Buffer.concat(this.#parts)];
    return this.#parts[0]!.readUInt32BE(lead) + lead;
  }

  /** The next message; undefined where not all of it has come yet. */
  take(): Buffer | undefined {
    const length = this.#next();
    if (length === undefined || this.#length < length) return undefined;
    const all = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
    this.#parts = all.length === length ? [] : [all.subarray(length)];
    this.#length -= length;
    this.#isFirst = false;
    return all.subarray(0, length);
  }
}

async function serve({ database }: SessionArguments, socket: Socket): Promise<void> {
  const messages = new Messages();
  const waiting: Promise<PGlite> = PGlite.create(database);
  let turn: Promise<unknown> = waiting;
  const failed = (error: unknown): void => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  };
  const pass = async (): Promise<void> => {
    const db = await waiting;
    for (let message = messages.take(); message !== undefined; message = messages.take()) {
      if (message[0] === TERMINATE && message.length === 5) {
        await db.close();
        process.exit(0);
      }
      await db.execProtocolRawStream(message, {
        // PGlite's own "sync" is for stores in a browser; here files are written as they are.
        syncToFs: false,
        onRawData: (answer) => socket.write(Buffer.from(answer)),
      });
    }
  };
  socket.on("data", (part: Buffer) => {
    messages.add(part);
    turn = turn.then(pass).catch(failed);
  });
  socket.on("close", () => process.exit(0));
  socket.on("error", failed);
  await waiting.catch(failed);
}

await serve({ database: process.argv[2]! }, new Socket({ fd: 3, readable: true, writable: true }));
