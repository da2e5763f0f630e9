/** The settings of a server, read from its environment and checked all at once. */
import { didYouMean, nearest } from "@comity/policy";
import { isLoopbackUrl } from "../sign-in/oidc/special-addresses.ts";
import { SETTINGS, type Setting, type SettingName } from "./settings.ts";

/** The settings as the program uses them. */
export interface Config {
  readonly store: string | undefined;
  readonly policyFile: string | undefined;
  readonly host: string;
  readonly port: number;
  /** Without a slash at its end. Undefined until the port is known: see `publicUrlOf`. */
  readonly publicUrl: string | undefined;
  readonly trustProxy: boolean;
  readonly stopSeconds: number;
  readonly ratePerMinute: number;
  readonly accessRatePerSecond: number;
  readonly mostConnections: number;
  readonly oidc: Provider | undefined;
  readonly orcid: Provider | undefined;
  readonly sessionMinutes: number;
  readonly sessionHours: number;
  readonly twoFactors: "everybody" | "offices" | "nobody";
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string | undefined;
  readonly mailRate: number;
  readonly mailPatienceSeconds: number;
  readonly mailOffice: string | undefined;
  readonly guideFile: string | undefined;
  readonly bodiesFolder: string | undefined;
  readonly logLevel: string;
  readonly tracesUrl: string | undefined;
  readonly metrics: "loopback" | "signed-in" | "off";
  readonly administratorLink: boolean;
  readonly isDemo: boolean;
}

/** An OpenID provider and our client there. */
export interface Provider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** On the sign-in page. */
  readonly title: string;
  /** The claim of its ID tokens that holds an ORCID iD which it vouches for. */
  readonly orcidClaim: string | undefined;
  /** Whether it may have an address of a private network. */
  readonly privateAddresses: boolean;
  /** Where not empty, the ID token's `acr` must be one of these. */
  readonly strengths: readonly string[];
}

export interface ConfigFault {
  readonly setting: string;
  /** Lower case, no final period. */
  readonly message: string;
  readonly help?: string;
}

/** Thrown at start where settings are wrong: all of them at once. */
export class ConfigError extends Error {
  readonly category = "incorrect";
  readonly code = "wrong-settings";
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(
      faults
        .map(
          ({ setting, message, help }) =>
            `\`${setting}\`: ${message}${help === undefined ? "" : `\n  help: ${help}`}`,
        )
        .join("\n"),
    );
    this.name = "ConfigError";
    this.faults = faults;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const YES = new Set(["yes", "true", "1", "on"]);
const NO = new Set(["no", "false", "0", "off"]);
const LARGEST_PORT = 65_535;

function faultIn(setting: Setting, text: string): Omit<ConfigFault, "setting"> | undefined {
  switch (setting.sort) {
    case "port":
    case "count": {
      const { least = 0, most = LARGEST_PORT } = setting;
      const isWhole = /^\d{1,9}$/.test(text);
      if (isWhole && Number(text) >= least && Number(text) <= most) return undefined;
      return { message: `\`${text}\` is not a whole number from ${least} to ${most}` };
    }
    case "switch":
      if (YES.has(text.toLowerCase()) || NO.has(text.toLowerCase())) return undefined;
      return { message: `\`${text}\` is neither \`yes\` nor \`no\`` };
    case "url": {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      if (url !== undefined && /^https?:$/.test(url.protocol)) return undefined;
      return { message: `\`${text}\` is not an address that begins with \`https://\` or \`http://\`` };
    }
    case "choice": {
      const { choices = [] } = setting;
      if (choices.includes(text)) return undefined;
      const help = didYouMean(text, choices);
      return {
        message: `\`${text}\` is none of ${choices.map((choice) => `\`${choice}\``).join(", ")}`,
        ...(help === undefined ? {} : { help }),
      };
    }
    default:
      return undefined;
  }
}

const PREFIX = "COMITY_";
/** Names that begin as ours do and are nearly one of ours, and mean something else: the command line's, and those of tests. */
const OF_OTHERS: ReadonlySet<string> = new Set(["COMITY_NEW_MASTER_KEY", "COMITY_NEW_MASTER_KEY_FILE"]);

function strangers(env: Environment): ConfigFault[] {
  const own = SETTINGS.filter(({ name }) => name.startsWith(PREFIX)).map(({ name }) =>
    name.slice(PREFIX.length),
  );
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !OF_OTHERS.has(name))
    .flatMap((name) => {
      const word = name.slice(PREFIX.length);
      // A name that is near none of ours may be meant for something else that runs here.
      const meant = own.includes(word) ? undefined : nearest(word, own);
      if (meant === undefined) return [];
      return [
        { setting: name, message: "there is no such setting", help: `did you mean \`${PREFIX}${meant}\`?` },
      ];
    });
}

type Reading = (name: SettingName) => string | undefined;
type Belief = Pick<Provider, "title" | "orcidClaim" | "privateAddresses" | "strengths">;

/** ORCID's subject is the iD itself. */
const OF_ORCID: Belief = { title: "ORCID", orcidClaim: "sub", privateAddresses: false, strengths: [] };

function ofInstitution(read: Reading): Belief {
  return {
    title: read("COMITY_OIDC_TITLE")!,
    orcidClaim: read("COMITY_OIDC_ORCID_CLAIM"),
    privateAddresses: YES.has((read("COMITY_OIDC_PRIVATE_ADDRESSES") ?? "no").toLowerCase()),
    strengths: (read("COMITY_OIDC_STRENGTHS") ?? "").split(/\s+/).filter((one) => one !== ""),
  };
}

function providerOf(
  read: (name: SettingName) => string | undefined,
  prefix: "COMITY_OIDC" | "COMITY_ORCID",
  faults: ConfigFault[],
): Provider | undefined {
  const names = [`${prefix}_ISSUER`, `${prefix}_CLIENT_ID`, `${prefix}_CLIENT_SECRET`] as const;
  const [issuer, clientId, clientSecret] = names.map(read);
  const isAsked = (prefix === "COMITY_OIDC" ? issuer : undefined) ?? clientId ?? clientSecret;
  if (isAsked === undefined) return undefined;
  for (const name of names)
    if (read(name) === undefined)
      faults.push({
        setting: name,
        message: "is missing",
        help: `the other settings \`${prefix}_...\` need it`,
      });
  return issuer === undefined || clientId === undefined || clientSecret === undefined
    ? undefined
    : { issuer, clientId, clientSecret, ...(prefix === "COMITY_ORCID" ? OF_ORCID : ofInstitution(read)) };
}

/** Whether an address is spoken to by TLS, or is of this machine. */
function isByTls(address: string): boolean {
  const url = new URL(address);
  return url.protocol === "https:" || isLoopbackUrl(url);
}

/**
 * Reads the settings.
 *
 *     configFrom({ COMITY_PORT: "80x" })    // throws: `COMITY_PORT`: `80x` is not a whole number from 0 to 65535
 *
 * @throws ConfigError with everything that is wrong. Master keys are checked where the store is opened.
 */
export function configFrom(env: Environment): Config {
  const faults: ConfigFault[] = strangers(env);
  const texts = new Map<string, string>();
  for (const setting of SETTINGS as readonly Setting[]) {
    const given = env[setting.name]?.trim();
    const text = given === undefined || given === "" ? setting.usual : given;
    if (text === undefined) continue;
    const fault = faultIn(setting, text);
    if (fault === undefined) texts.set(setting.name, text);
    else faults.push({ setting: setting.name, ...fault });
  }
  const read = (name: SettingName): string | undefined => texts.get(name);
  const count = (name: SettingName): number => Number(read(name));
  const isOn = (name: SettingName): boolean => YES.has((read(name) ?? "no").toLowerCase());
  const config: Config = {
    store: read("COMITY_STORE") ?? read("DATABASE_URL"),
    policyFile: read("COMITY_POLICY"),
    host: read("COMITY_HOST")!,
    port: count("COMITY_PORT"),
    publicUrl: read("COMITY_PUBLIC_URL")?.replace(/\/+$/, ""),
    trustProxy: isOn("COMITY_TRUST_PROXY"),
    stopSeconds: count("COMITY_STOP_SECONDS"),
    ratePerMinute: count("COMITY_RATE_PER_MINUTE"),
    accessRatePerSecond: count("COMITY_ACCESS_RATE_PER_SECOND"),
    mostConnections: count("COMITY_MOST_CONNECTIONS"),
    oidc: providerOf(read, "COMITY_OIDC", faults),
    orcid: providerOf(read, "COMITY_ORCID", faults),
    sessionMinutes: count("COMITY_SESSION_MINUTES"),
    sessionHours: count("COMITY_SESSION_HOURS"),
    twoFactors: read("COMITY_TWO_FACTORS") as Config["twoFactors"],
    smtpUrl: read("COMITY_SMTP_URL"),
    mailFrom: read("COMITY_MAIL_FROM"),
    mailRate: count("COMITY_MAIL_RATE"),
    mailPatienceSeconds: count("COMITY_MAIL_PATIENCE"),
    mailOffice: read("COMITY_MAIL_OFFICE"),
    guideFile: read("COMITY_GUIDE"),
    bodiesFolder: read("COMITY_BODIES"),
    logLevel: read("COMITY_LOG_LEVEL")!,
    tracesUrl: read("COMITY_TRACES_URL"),
    metrics: read("COMITY_METRICS") as Config["metrics"],
    administratorLink: isOn("COMITY_ADMINISTRATOR_LINK"),
    isDemo: isOn("COMITY_DEMO"),
  };
  const { tracesUrl } = config;
  if (tracesUrl !== undefined && !isByTls(tracesUrl) && !isOn("COMITY_TRACES_PLAIN"))
    faults.push({
      setting: "COMITY_TRACES_URL",
      message: `\`${tracesUrl}\` is reached without TLS`,
      help: "write an `https://` address, or `COMITY_TRACES_PLAIN=yes` where nobody else is on that way",
    });
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(config);
}
