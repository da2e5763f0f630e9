/** Every setting of the server: one table, which the program reads and docs/configuration.md shows. */

/** What a setting's text stands for. */
export type SettingSort = "text" | "secret" | "port" | "count" | "switch" | "url" | "file" | "choice";

export interface Setting {
  /** The name of the variable. */
  readonly name: string;
  readonly sort: SettingSort;
  /** What holds where it is not set; none where the setting may be absent or must be given. */
  readonly usual?: string;
  readonly choices?: readonly string[];
  /** The least and the most that a count may be. */
  readonly least?: number;
  readonly most?: number;
  /** What it decides, in a sentence without its period. */
  readonly says: string;
  /** A heading of the page. */
  readonly about: string;
}

const STORE = "The store";
const HTTP = "The server";
const LIMITS = "Limits";
const SIGN_IN = "Sign-in";
const MAIL = "Mail";
const WATCHING = "Watching it";
const DEMO = "The demo";

export const SETTINGS = [
  {
    name: "COMITY_STORE",
    sort: "text",
    about: STORE,
    says: "the folder of an embedded store; `comity serve STORE` says it too",
  },
  {
    name: "DATABASE_URL",
    sort: "secret",
    about: STORE,
    says: "the address of a PostgreSQL server that holds the store, as `postgres://user@host/database?sslmode=verify-full#registry`; beyond this machine it must say how the line is protected",
  },
  {
    name: "COMITY_MASTER_KEY",
    sort: "secret",
    about: STORE,
    says: "the master key that wraps the keys of people: 32 random bytes in base64",
  },
  {
    name: "COMITY_MASTER_KEY_FILE",
    sort: "file",
    about: STORE,
    says: "or the file that holds it, of mode 0600 or tighter",
  },
  {
    name: "COMITY_POLICY",
    sort: "file",
    about: STORE,
    says: "the policy's file, where it is another one than the registry names",
  },
  { name: "COMITY_HOST", sort: "text", usual: "127.0.0.1", about: HTTP, says: "the address to listen on" },
  { name: "COMITY_PORT", sort: "port", usual: "8413", about: HTTP, says: "the port; 0 for any that is free" },
  {
    name: "COMITY_PUBLIC_URL",
    sort: "url",
    about: HTTP,
    says: "the address by which others reach the server, as links in mails and sign-in need it; `http://HOST:PORT` where it is not set",
  },
  {
    name: "COMITY_TRUST_PROXY",
    sort: "switch",
    usual: "no",
    about: HTTP,
    says: "`yes` where a proxy in front sets `X-Forwarded-For`, by which clients are then told apart; otherwise that header is ignored",
  },
  {
    name: "COMITY_STOP_SECONDS",
    sort: "count",
    usual: "10",
    least: 0,
    most: 600,
    about: HTTP,
    says: "for so long requests under way may go on when the server is told to stop",
  },
  {
    name: "COMITY_RATE_PER_MINUTE",
    sort: "count",
    usual: "600",
    least: 1,
    most: 1_000_000,
    about: LIMITS,
    says: "requests a minute for each account, or each address where nobody is signed in; evaluations of access are counted apart",
  },
  {
    name: "COMITY_ACCESS_RATE_PER_SECOND",
    sort: "count",
    usual: "20000",
    least: 1,
    most: 10_000_000,
    about: LIMITS,
    says: "requests a second that each access system may send to `/access/v1`",
  },
  {
    name: "COMITY_MOST_CONNECTIONS",
    sort: "count",
    usual: "2000",
    least: 1,
    most: 1_000_000,
    about: LIMITS,
    says: "connections at once; more are closed",
  },
  {
    name: "COMITY_OIDC_ISSUER",
    sort: "url",
    about: SIGN_IN,
    says: "the institution's OpenID provider; without it there is no sign-in by institution",
  },
  { name: "COMITY_OIDC_CLIENT_ID", sort: "text", about: SIGN_IN, says: "the client's id there" },
  { name: "COMITY_OIDC_CLIENT_SECRET", sort: "secret", about: SIGN_IN, says: "the client's secret there" },
  {
    name: "COMITY_OIDC_TITLE",
    sort: "text",
    usual: "Your institution",
    about: SIGN_IN,
    says: "what the sign-in page calls the institution's provider",
  },
  {
    name: "COMITY_OIDC_ORCID_CLAIM",
    sort: "text",
    about: SIGN_IN,
    says: "the claim of its signed ID tokens that holds an ORCID iD, where the institution vouches for that; an account is then tied to the person who has it",
  },
  {
    name: "COMITY_OIDC_STRENGTHS",
    sort: "text",
    about: SIGN_IN,
    says: "what its ID tokens must say in `acr`, one of these, separated by blanks: what it calls a sign-in by two factors",
  },
  {
    name: "COMITY_OIDC_PRIVATE_ADDRESSES",
    sort: "switch",
    usual: "no",
    about: SIGN_IN,
    says: "`yes` where the institution's provider has an address of a private network, which is refused otherwise",
  },
  {
    name: "COMITY_ORCID_CLIENT_ID",
    sort: "text",
    about: SIGN_IN,
    says: "the client's id at ORCID; without it there is no sign-in by ORCID",
  },
  {
    name: "COMITY_ORCID_CLIENT_SECRET",
    sort: "secret",
    about: SIGN_IN,
    says: "the client's secret at ORCID",
  },
  {
    name: "COMITY_ORCID_ISSUER",
    sort: "url",
    usual: "https://orcid.org",
    about: SIGN_IN,
    says: "ORCID's address",
  },
  {
    name: "COMITY_SESSION_MINUTES",
    sort: "count",
    usual: "30",
    least: 1,
    most: 1440,
    about: SIGN_IN,
    says: "a session ends when nobody used it for so long",
  },
  {
    name: "COMITY_SESSION_HOURS",
    sort: "count",
    usual: "12",
    least: 1,
    most: 168,
    about: SIGN_IN,
    says: "a session ends so long after the sign-in, whoever uses it",
  },
  {
    name: "COMITY_TWO_FACTORS",
    sort: "choice",
    usual: "everybody",
    choices: ["everybody", "offices", "nobody"],
    about: SIGN_IN,
    says: "who is let in by two factors only: a passkey, or a provider that says `mfa` in `amr` or one of `COMITY_OIDC_STRENGTHS` in `acr`. Others sign in there only to add a passkey; `offices` are the accounts that were granted anything",
  },
  {
    name: "COMITY_ADMINISTRATOR_LINK",
    sort: "switch",
    usual: "no",
    about: SIGN_IN,
    says: "`yes` makes a link for a further administrator at the start, for when nobody can sign in any more; without it there is one only while there is no administrator",
  },
  {
    name: "COMITY_SMTP_URL",
    sort: "secret",
    about: MAIL,
    says: "the mail server, `smtp://user:password@host:587` or `smtps://...`; without it mails are queued and not sent. Beyond this machine only by TLS, unless it ends in `?tls=optional`; `?sslcert=FILE&sslkey=FILE` shows a certificate, with or instead of a password",
  },
  { name: "COMITY_MAIL_FROM", sort: "text", about: MAIL, says: "the sender of mails" },
  {
    name: "COMITY_MAIL_RATE",
    sort: "count",
    usual: "60",
    least: 1,
    most: 100_000,
    about: MAIL,
    says: "mails a minute at most, of all servers of a registry together",
  },
  {
    name: "COMITY_MAIL_PATIENCE",
    sort: "count",
    usual: "600",
    least: 1,
    most: 3600,
    about: MAIL,
    says: "for so many seconds the mail server may take to answer for a mail that it was handed (RFC 5321 asks for ten minutes); after that the mail is in doubt",
  },
  {
    name: "COMITY_BODIES",
    sort: "text",
    about: STORE,
    says: "a folder with the files of the bodies that decide, `council-*.json` (docs/council.md); those that come with the product where it is not set",
  },
  {
    name: "COMITY_GUIDE",
    sort: "file",
    about: MAIL,
    says: "the guide to carrying out decisions: what is done, by whom, and who is told; beside the policy of that name where the product has one",
  },
  {
    name: "COMITY_MAIL_OFFICE",
    sort: "text",
    about: MAIL,
    says: "the office that signs letters, of those in the guide; the first where it is not set",
  },
  {
    name: "COMITY_LOG_LEVEL",
    sort: "choice",
    usual: "info",
    choices: ["fatal", "error", "warn", "info", "debug", "silent"],
    about: WATCHING,
    says: "how much is logged, as JSON lines on standard output",
  },
  {
    name: "COMITY_TRACES_URL",
    sort: "url",
    about: WATCHING,
    says: "where traces go by OTLP over HTTP, `https://collector:4318/v1/traces`; without it none are made",
  },
  {
    name: "COMITY_TRACES_PLAIN",
    sort: "switch",
    usual: "no",
    about: WATCHING,
    says: "`yes` where they may go beyond this machine without TLS",
  },
  {
    name: "COMITY_METRICS",
    sort: "choice",
    usual: "loopback",
    choices: ["loopback", "signed-in", "off"],
    about: WATCHING,
    says: "who may read `/metrics`: programs on this machine, accounts that the policy of access lets, or nobody",
  },
  {
    name: "COMITY_DEMO",
    sort: "switch",
    usual: "no",
    about: DEMO,
    says: "`yes` lets everybody take on any role by one click: for made-up registries only",
  },
] as const satisfies readonly Setting[];

/** The names of settings. */
export type SettingName = (typeof SETTINGS)[number]["name"];
