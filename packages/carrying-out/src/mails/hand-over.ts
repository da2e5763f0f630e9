/**
 * Handing one mail to an SMTP server. The server answers for a mail once it has answered the final dot (RFC 5321, 4.1.1.4 and
 * 6.1). So the caller is asked right before the dot goes out, and waits in between: whatever is lost before cannot
 * have arrived, and what is lost after may have.
 */
import { readFileSync } from "node:fs";
import { isIP, type Socket } from "node:net";
import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";

/** Where mails are handed over. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS where the server has it. */
  readonly secure: boolean;
  /** Refuses a server without TLS. */
  readonly requiresTls: boolean;
  /** Files in PEM: what this machine shows of itself, its key, and the authority that is trusted for the server's instead of the usual ones. */
  readonly files?: TlsFiles;
  readonly user?: string;
  readonly password?: string;
  /** Whom this machine says it is. */
  readonly name?: string;
}

export interface TlsFiles {
  readonly sslcert?: string;
  readonly sslkey?: string;
  readonly sslrootcert?: string;
}

/**
 * What is in the files, read for each connection: certificates that last a day are replaced under a running server.
 *
 * @throws an error of the system where a file cannot be read.
 */
export function readTlsFiles({ sslcert, sslkey, sslrootcert }: TlsFiles = {}): {
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
} {
  const text = (file: string): string => readFileSync(file, "utf8");
  return {
    ...(sslcert === undefined ? {} : { cert: text(sslcert) }),
    ...(sslkey === undefined ? {} : { key: text(sslkey) }),
    ...(sslrootcert === undefined ? {} : { ca: text(sslrootcert) }),
  };
}

/** How long to wait for a server, in seconds. */
export interface Patience {
  readonly connect: number;
  /** Without a byte, before the final dot. */
  readonly idle: number;
  /** All in all before the final dot: a server may send a byte now and then for ever. */
  readonly whole: number;
  /**
   * For the answer to the final dot. RFC 5321, 4.5.3.2.6, asks for ten minutes: a server may be delivering meanwhile, and whoever
   * leaves too early does not know whether the mail arrived.
   */
  readonly answer: number;
}

const MOST_PATIENCE: Patience = { connect: 15, idle: 60, whole: 300, answer: 600 };

/** The patience of whoever waits so many seconds for the answer to a final dot, and no longer than that for anything else. */
export function patienceOf(seconds: number): Patience {
  const { connect, idle, whole } = MOST_PATIENCE;
  const most = (usual: number): number => Math.min(usual, seconds);
  return { connect: most(connect), idle: most(idle), whole: most(whole), answer: seconds };
}

export const USUAL_PATIENCE: Patience = patienceOf(MOST_PATIENCE.answer);

/** What became of it. Texts of the server are not passed on: they may hold an address. */
export type HandedOver =
  | { readonly outcome: "accepted"; readonly code: number }
  | { readonly outcome: "refused for now"; readonly code: number }
  | { readonly outcome: "refused for good"; readonly code: number }
  /** It refuses whoever sends, not this mail: another account, another sender. */
  | { readonly outcome: "server refuses us"; readonly code: number | undefined }
  | { readonly outcome: "lost"; readonly mayHaveArrived: boolean }
  /** The caller did not let the dot go out. */
  | { readonly outcome: "called off" };

interface SmtpFault extends Error {
  readonly responseCode?: number;
  readonly command?: string;
  readonly code?: string;
  readonly rejectedErrors?: readonly SmtpFault[];
}

/** Commands whose refusal is about this mail. */
const ABOUT_THE_MAIL = new Set(["RCPT TO", "DATA"]);

function refusedBy(fault: SmtpFault, wasDotted: boolean): HandedOver {
  const [rejected] = fault.rejectedErrors ?? [];
  const code = fault.responseCode ?? rejected?.responseCode;
  const command = rejected?.command ?? fault.command ?? "";
  if (fault.code === "EAUTH" || fault.code === "ETLS") return { outcome: "server refuses us", code };
  if (code === undefined || code < 400) return { outcome: "lost", mayHaveArrived: wasDotted };
  if (code < 500) return { outcome: "refused for now", code };
  if (!ABOUT_THE_MAIL.has(command)) return { outcome: "server refuses us", code };
  return { outcome: "refused for good", code };
}

/** Follows one connection; the first thing that ends it counts. */
export function handOver(
  server: SmtpServer,
  envelope: { readonly from: string; readonly to: string },
  message: Uint8Array,
  beforeDot: () => Promise<boolean>,
  patience: Patience = USUAL_PATIENCE,
): Promise<HandedOver> {
  let tls: ReturnType<typeof readTlsFiles>;
  try {
    tls = readTlsFiles(server.files);
  } catch {
    // A file that is being replaced is there again when the mail is tried again.
    return Promise.resolve({ outcome: "lost", mayHaveArrived: false });
  }
  return new Promise((resolve) => {
    let wasDotted = false;
    let isSettled = false;
    let marking: Promise<boolean> = Promise.resolve(true);
    const connection = new SMTPConnection({
      host: server.host,
      port: server.port,
      secure: server.secure,
      requireTLS: server.requiresTls,
      tls: { ...tls, minVersion: "TLSv1.2" },
      connectionTimeout: patience.connect * 1000,
      greetingTimeout: patience.connect * 1000,
      dnsTimeout: patience.connect * 1000,
      socketTimeout: patience.idle * 1000,
      ...(server.name === undefined ? {} : { name: server.name }),
    });
    const settle = (outcome: HandedOver): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      if (outcome.outcome === "accepted") connection.quit();
      else connection.close();
      // Where the line is lost while the caller makes its mark, the caller is answered when the mark is made.
      void marking.catch(() => false).then(() => resolve(outcome));
    };
    const leave = (): void => settle({ outcome: "lost", mayHaveArrived: wasDotted });
    let timer = setTimeout(leave, patience.whole * 1000);
    // The server's goodbye may come as an error after everything was said.
    connection.on("error", (fault: SmtpFault) => settle(refusedBy(fault, wasDotted)));
    connection.once("end", leave);
    async function* body(): AsyncGenerator<Uint8Array> {
      yield message;
      // The text is out, the dot is not: it goes when this ends, unless the line was lost meanwhile.
      if (isSettled) throw new Error("the line was lost");
      marking = beforeDot();
      const isWanted = await marking.catch(() => false);
      if (isSettled || !isWanted) {
        settle({ outcome: "called off" });
        throw new Error("called off");
      }
      wasDotted = true;
      clearTimeout(timer);
      timer = setTimeout(leave, patience.answer * 1000);
      // nodemailer has one limit for silence, for all of a connection; from here on only the answer is waited for.
      (connection as unknown as { readonly _socket: Socket })._socket.setTimeout(0);
    }
    const send = (): void => {
      const stream = Readable.from(body(), { objectMode: false });
      stream.on("error", () => settle({ outcome: "called off" }));
      connection.send({ from: envelope.from, to: [envelope.to] }, stream, (fault, info) => {
        if (fault !== null && fault !== undefined) settle(refusedBy(fault as SmtpFault, wasDotted));
        else settle({ outcome: "accepted", code: Number(/^\d{3}/.exec(info?.response ?? "")?.[0] ?? 250) });
      });
    };
    connection.connect(() => {
      if (server.user === undefined) {
        send();
        return;
      }
      connection.login({ user: server.user, pass: server.password ?? "" }, (fault) => {
        if (fault !== null && fault !== undefined)
          settle(refusedBy({ ...(fault as SmtpFault), name: "", message: "", code: "EAUTH" }, false));
        else send();
      });
    });
  });
}

const TLS_FILES = ["sslcert", "sslkey", "sslrootcert"] as const;

/** Whether a host is this machine, by a name or a number that cannot mean another. */
const isOfThisMachine = (host: string): boolean =>
  host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));

/**
 * The server that an address names: `smtps://user:password@mail.example.org:465`, `smtp://mail.example.org:587`. Beyond this machine it is
 * spoken to by TLS or not at all, unless the address says `?tls=optional` (ASVS 5.0 V12.3.1). Instead of a password it may be shown a
 * certificate: `?sslcert=FILE&sslkey=FILE`; `&sslrootcert=FILE` where an authority of one's own signed the server's.
 * Undefined where it is none, or says something else of TLS.
 */
export function smtpServerOf(address: string): SmtpServer | undefined {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  const secure = url.protocol === "smtps:";
  if ((!secure && url.protocol !== "smtp:") || url.hostname === "") return undefined;
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const tls = url.searchParams.get("tls") ?? (isOfThisMachine(host) ? "optional" : "required");
  if (tls !== "optional" && tls !== "required") return undefined;
  const files: TlsFiles = Object.fromEntries(
    TLS_FILES.flatMap((name) => {
      const file = url.searchParams.get(name);
      return file === null ? [] : [[name, file]];
    }),
  );
  return {
    host,
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requiresTls: tls === "required",
    ...(Object.keys(files).length === 0 ? {} : { files }),
    ...(url.username === "" ? {} : { user: decodeURIComponent(url.username) }),
    ...(url.password === "" ? {} : { password: decodeURIComponent(url.password) }),
    ...(url.searchParams.has("name") ? { name: url.searchParams.get("name")! } : {}),
  };
}
