/** What the routes of carrying out work with: the desk, the letters, the post office, and what goes on by itself. */
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import {
  CarryingOutError,
  Desk,
  type Guide,
  Letters,
  PostOffice,
  PostRoom,
  patienceOf,
  readGuide,
  readTlsFiles,
  resumeDecisions,
  smtpServerOf,
} from "@comity/carrying-out";
import type { ServerContext } from "../context.ts";
import { loggedError } from "../observe/log.ts";
import { LetterPress } from "./press/letter-press.ts";

/** Guides that come with the product lie beside its policies. */
const OWN_GUIDES = fileURLToPath(new URL("../../../../policies/", import.meta.url));
const DAY_MILLISECONDS = 24 * 3600 * 1000;
/** So often what another process left half entered is looked for: it blocks its instrument until then. */
const RESUMING_MILLISECONDS = 15 * 60_000;
/** Letters signed by nobody in particular come from here. */
const NO_SENDER = "no-reply@localhost";

export interface Offices {
  readonly desk: Desk;
  readonly post: PostOffice;
  readonly press: LetterPress;
  /** The domain of Message-IDs. */
  readonly domain: string;
  /** Puts mails into the queue, where there is one. */
  put(mails: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** A guide with nothing in it: decisions are entered, and what ends is told, but nothing is planned. */
const EMPTY: Guide = {
  title: "no guide",
  offices: new Map(),
  words: new Map(),
  tasks: [],
  letters: [],
  reviews: [],
  sha256: "",
};

/** The guide of the settings, or the product's own for the registry's policy. */
async function guideOf({ config, store, policy }: ServerContext): Promise<Guide> {
  const named = config.guideFile;
  if (named !== undefined) return readGuide(readFileSync(named, "utf8"), named, policy);
  const own = (config.policyFile ?? (await store.meta()).policy ?? "").replace(/\.policy\.md$/, ".guide.md");
  const file = `${OWN_GUIDES}${basename(own)}`;
  if (!own.endsWith(".guide.md") || !existsSync(file)) return EMPTY;
  return readGuide(readFileSync(file, "utf8"), basename(file), policy);
}

/** The server for mails that the settings name. @throws CarryingOutError `no-smtp`. */
function serverOf({ config }: ServerContext) {
  if (config.smtpUrl === undefined) return undefined;
  const server = smtpServerOf(config.smtpUrl);
  if (server === undefined)
    throw new CarryingOutError("incorrect", "no-smtp", "`COMITY_SMTP_URL` names no server for mails", {
      help: "write `smtp://user:password@host:587` or `smtps://...`; `tls` is `required` or `optional`",
    });
  try {
    readTlsFiles(server.files);
  } catch (error) {
    const { path = "", code = "" } = error as NodeJS.ErrnoException;
    throw new CarryingOutError("incorrect", "no-smtp", `\`${path}\` cannot be read: ${code}`, {
      help: "`COMITY_SMTP_URL` names it as the file of a certificate or key",
    });
  }
  return server;
}

/** The queue, where mails can be sent and the database lets us have one. Without it mails wait; the server runs all the same. */
async function roomOf(context: ServerContext, post: PostOffice): Promise<PostRoom | undefined> {
  if (post.options.server === undefined) return undefined;
  const { config, log } = context;
  const url =
    config.store !== undefined && /^postgres(ql)?:/.test(config.store)
      ? config.store.split("#")[0]!
      : undefined;
  const onFault = (error: unknown): void => log.error(loggedError(error), "the queue of mails");
  try {
    return await PostRoom.open(post, { ...(url === undefined ? {} : { url }), onFault });
  } catch (error) {
    log.error(loggedError(error), "there is no queue of mails: they wait");
    return undefined;
  }
}

/** A desk at which decisions are entered, with the guide of the settings. It holds nothing: there may be several. */
export async function openDesk(context: ServerContext): Promise<Desk> {
  const { store, followed, policy, clock } = context;
  return new Desk({ store, followed, guide: await guideOf(context), policy, clock });
}

/** Opens the offices, finishes what another process left half done, and begins to send. */
export async function openOffices(context: ServerContext): Promise<Offices> {
  const { store, followed, config, log } = context;
  const desk = await openDesk(context);
  const { guide } = desk;
  const server = serverOf(context);
  const from = config.mailFrom ?? NO_SENDER;
  const { title, host } = await store.meta();
  const post = new PostOffice({
    desk,
    letters: await Letters.read(),
    ...(server === undefined ? {} : { server }),
    from,
    // Whoever writes is the host; a registry's own title is what it calls its data.
    organisation: (host === undefined ? undefined : followed.folded.parties.get(host)?.title) ?? title,
    office: config.mailOffice ?? [...guide.offices.keys()][0] ?? "",
    perMinute: config.mailRate,
    patience: patienceOf(config.mailPatienceSeconds),
  });
  const resume = async (): Promise<void> => {
    for (const decision of await resumeDecisions(desk))
      log.info({ decision }, "finished what was half entered");
  };
  await resume();
  const room = await roomOf(context, post);
  const fault = (error: unknown): void => log.error(loggedError(error), "a plan could not be derived anew");
  // Once a day plans are laid anew: people move, and contracts end, without anybody thinking of the plan.
  const daily = setInterval(() => void refreshAll(desk).catch(fault), DAY_MILLISECONDS);
  daily.unref();
  const press = new LetterPress();
  const resuming = setInterval(
    () =>
      void resume().catch((error: unknown) =>
        log.error(loggedError(error), "what is half entered could not be finished"),
      ),
    RESUMING_MILLISECONDS,
  );
  resuming.unref();
  return {
    desk,
    post,
    press,
    domain: from.split("@")[1] ?? "localhost",
    put: async (mails) => room?.put(mails),
    stop: async () => {
      clearInterval(daily);
      await press.close();
      clearInterval(resuming);
      await room?.stop();
    },
  };
}

/** Derives every plan anew. */
async function refreshAll(desk: Desk): Promise<void> {
  for (const { id, value } of await desk.decisions())
    if (value.state !== "entering") await desk.refresh(id, desk.hand("comity"), "looked at again");
}
