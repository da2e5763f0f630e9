/** A real SMTP server on loopback that keeps what it takes, and misbehaves where a test says so. */
import { createServer, type Server, type Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { SmtpServer } from "../src/index.ts";

/** What the server does to the next mail. */
export type Behaviour =
  | "take"
  | "refuse recipient for now"
  | "refuse recipient for good"
  | "refuse text for now"
  | "refuse text for good"
  | "drop in the text"
  | "take slowly"
  | "stall in the text"
  | "take and say nothing"
  | "take and drop";

export class MailServer {
  readonly mails: ParsedMail[] = [];
  readonly #server: SMTPServer;
  port = 0;
  /** What it does, mail after mail; the usual thing where nothing is left. */
  readonly plan: Behaviour[] = [];
  usually: Behaviour = "take";
  /** What happens once a text is there, before it is answered for. */
  onText: (() => Promise<void>) | undefined;
  /** Chooses what it does where nothing is planned. */
  choose: (() => Behaviour) | undefined;
  readonly #now = new WeakMap<object, Behaviour>();

  constructor(options: SMTPServerOptions = {}) {
    const refuse = (code: number, text: string): Error =>
      Object.assign(new Error(text), { responseCode: code });
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      logger: false,
      onMailFrom: (_address, session, done) => {
        this.#now.set(session, this.plan.shift() ?? this.choose?.() ?? this.usually);
        done();
      },
      onRcptTo: ({ address }, session, done) => {
        const now = this.#now.get(session);
        if (now === "refuse recipient for now") done(refuse(450, `4.2.0 <${address}> is busy`));
        else if (now === "refuse recipient for good") done(refuse(550, `5.1.1 <${address}> is unknown`));
        else done();
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        const now = this.#now.get(session);
        stream.on("data", (part: Buffer) => {
          parts.push(part);
          if (now === "drop in the text") this.#dropAll();
          if (now === "stall in the text") stream.pause();
        });
        stream.on("end", async () => {
          await this.onText?.();
          if (now === "refuse text for now") return done(refuse(451, "4.3.0 try again"));
          if (now === "refuse text for good") return done(refuse(554, "5.7.1 not this"));
          if (now === "drop in the text") return;
          const mail = await simpleParser(Buffer.concat(parts));
          this.mails.push(mail);
          if (now === "take slowly")
            await new Promise((over) => setTimeout(over, 200 + Math.random() * 1_000));
          if (now === "take and drop") this.#dropAll();
          else if (now !== "take and say nothing") done();
        });
      },
      ...options,
    });
    this.#server.on("error", () => undefined);
  }

  #dropAll(): void {
    for (const connection of (this.#server as unknown as { connections: Set<{ _socket: Socket }> })
      .connections)
      connection._socket.destroy();
  }

  async listen(): Promise<SmtpServer> {
    await new Promise<void>((done) => this.#server.listen(this.port, "127.0.0.1", done));
    this.port = (this.#server.server.address() as { port: number }).port;
    return { host: "127.0.0.1", port: this.port, secure: false, requiresTls: false };
  }

  close(): Promise<void> {
    return new Promise((done) => this.#server.close(() => done()));
  }

  /** By Message-ID: how often each was taken. */
  taken(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { messageId } of this.mails) counts.set(messageId!, (counts.get(messageId!) ?? 0) + 1);
    return counts;
  }
}

/** A server that says nothing at all, or stops at some point. */
export async function stallingServer(
  answers: readonly string[],
): Promise<{ readonly server: SmtpServer; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    let next = 0;
    const say = (): void => {
      const answer = answers[next++];
      if (answer !== undefined) socket.write(`${answer}\r\n`);
    };
    say();
    socket.on("data", say);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  return {
    server: { host: "127.0.0.1", port, secure: false, requiresTls: false },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
