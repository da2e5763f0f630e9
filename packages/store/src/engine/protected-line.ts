/**
 * Whether a line to a PostgreSQL server is protected by TLS. Left out of an address, `pg` speaks in clear and asks for nothing better; so a
 * server beyond this machine must be said to be spoken to by TLS, or in plain words not to be (ASVS 5.0 V12.3.1).
 */
import { isIP } from "node:net";
import { StoreError } from "../store-error.ts";

/** Modes of libpq by which `pg` speaks TLS or not at all: it never goes on in clear where the server has none. */
const BY_TLS = new Set(["prefer", "require", "verify-ca", "verify-full"]);

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a host is this machine: by a name or a number that cannot mean another, or by a socket in its file system. */
function isOfThisMachine(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "");
  if (bare === "" || bare === "localhost" || /^(\/|%2f)/i.test(bare)) return true;
  return isIP(bare) === 4 ? bare.startsWith("127.") : bare === "::1";
}

/** What an address says of its line, as `pg-connection-string` reads it; undefined where it is no address. */
function read(address: string, env: Environment) {
  // With no host, a user before it makes an address that `URL` does not take; `pg` does, and means this machine.
  const text = address.replace(/^(postgres(?:ql)?:\/\/[^@/]*@)\//, "$1localhost/");
  if (!URL.canParse(text)) return undefined;
  const { hostname, searchParams } = new URL(text);
  const said = (name: string): string | undefined => searchParams.get(name) ?? undefined;
  const hasFiles = ["sslcert", "sslkey", "sslrootcert"].some((name) => searchParams.has(name));
  const isOn = /^(true|1)$/.test(said("ssl") ?? "") || hasFiles || said("sslnegotiation") === "direct";
  return {
    host: said("host") ?? (hostname === "" ? (env.PGHOST ?? "") : hostname),
    mode: said("sslmode") ?? (isOn ? "verify-full" : env.PGSSLMODE),
    isLax: said("uselibpqcompat") === "true" && said("sslmode") !== "verify-full",
  };
}

/**
 * What is to be said of a line that its address leaves unprotected.
 *
 *     demandProtectedLine("postgres://user@db.example/comity?sslmode=verify-full", {})     // []
 *     demandProtectedLine("postgres://user@db.example/comity", {})                         // throws
 *
 * @throws StoreError `unprotected-line` where a server beyond this machine would be spoken to in clear, and nobody said that it may.
 */
export function demandProtectedLine(address: string, env: Environment): readonly string[] {
  const line = read(address, env);
  if (line === undefined || isOfThisMachine(line.host)) return [];
  const { host, mode, isLax } = line;
  if (mode === "disable") return [`the line to \`${host}\` is not encrypted, as its address says`];
  if (mode === "no-verify" || (isLax && mode !== undefined && BY_TLS.has(mode)))
    return [`the certificate of \`${host}\` is not verified, or not for its name, as its address says`];
  if (mode !== undefined && BY_TLS.has(mode)) return [];
  throw new StoreError(
    "incorrect",
    "unprotected-line",
    `whoever listens in on the way to \`${host}\` could read the store: its address does not ask for TLS`,
    {
      help: "add `?sslmode=verify-full`, with `&sslrootcert=FILE` where an authority of your own signed its certificate; `?sslmode=disable` where nobody else is on that way",
    },
  );
}

/** What TLS says of certificates, and `pg` of a server that has no TLS. */
const REFUSED =
  /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY)_)|server does not support SSL/;

/** Whether an error says that no protected line came about. */
export function isLineRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return REFUSED.test((error as { readonly code?: string }).code ?? "") || REFUSED.test(error.message);
}
