/**
 * The post office: hands mails over, and keeps what became of each. A mail is handed over once, whatever crashes. There is one
 * window in which nobody can know: where the process, the server or the line between them is lost after the final dot and before
 * the answer is kept. What is lost there is neither sent twice nor given up: it is in doubt until somebody has looked whether
 * it arrived, and says so.
 */
import { randomUUID } from "node:crypto";
import { DocumentMovedError, type StoredDocument } from "@comity/store";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Desk } from "../desk/desk.ts";
import { LANGUAGES, type Language } from "../guide/guide.ts";
import { type Addressee, type LetterMatter, letterFields } from "../letters/letter-fields.ts";
import type { Letters, RenderedLetter } from "../letters/letters.ts";
import type { PlanPart } from "../plan/plan.ts";
import { type HandedOver, handOver, type Patience, type SmtpServer, USUAL_PATIENCE } from "./hand-over.ts";
import { isUnderWay, MAILS, type Mail, nextTry, stepMail } from "./mail.ts";
import { takeFromRate, waitForRate } from "./rate.ts";
import { isUnderAlias, reach } from "./recipients.ts";

export interface PostOfficeOptions {
  readonly desk: Desk;
  readonly letters: Letters;
  /** Where mails are handed over; without one they wait. */
  readonly server?: SmtpServer;
  /** Who writes: an address of the organisation. */
  readonly from: string;
  readonly organisation: string;
  /** The office that signs, of the guide's. */
  readonly office: string;
  readonly perMinute: number;
  readonly patience?: Patience;
}

/** Longer than any handing over takes, with opening the name and writing the letter: then the process that was at it is taken to be gone. */
const LEASE_MARGIN_SECONDS = 10;
/** After answers were lost nothing is handed over for a while, so that a server that drops every line does not bring all mails into doubt. */
const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 4 * 3600;

export class PostOffice {
  readonly desk: Desk;
  readonly letters: Letters;
  readonly options: PostOfficeOptions;
  /** This process, in leases. */
  readonly process = randomUUID();
  readonly #patience: Patience;
  /** How many answers were lost one after the other, and until when nothing is handed over. */
  #lost = { count: 0, until: 0 };

  constructor(options: PostOfficeOptions) {
    this.options = options;
    this.desk = options.desk;
    this.letters = options.letters;
    this.#patience = options.patience ?? USUAL_PATIENCE;
  }

  /** What letters about a decision are written from. */
  async matter(decision: string): Promise<LetterMatter> {
    const { value } = await this.desk.decision(decision);
    const { title, date, instrument, agreements, reversal } = value;
    const undone =
      reversal === undefined
        ? {}
        : {
            reversal: {
              title: reversal.title,
              date: reversal.date,
              reference: reversal.instrument.reference,
            },
          };
    return {
      decision: { title, date, reference: instrument.reference },
      ...undone,
      agreements,
      folded: this.desk.followed.folded,
      guide: this.desk.guide,
      organisation: this.options.organisation,
      office: this.options.office,
    };
  }

  /** A letter as it would go out; to nobody by name, which is what previews show, where no name is given. */
  preview(
    part: PlanPart,
    letter: { readonly template: string; readonly of?: string },
    matter: LetterMatter,
    languages: readonly Language[] = LANGUAGES,
    addressee: Addressee = {},
  ): RenderedLetter {
    return this.letters.render(
      letter.template,
      (language) => letterFields(part, letter, addressee, matter, language),
      languages,
    );
  }

  /** @throws DocumentMovedError where another process, or somebody, was quicker. */
  async #write(id: string, expected: number, value: Mail): Promise<StoredDocument<Mail>> {
    const [written] = await this.desk.store.documents.write(
      [{ collection: MAILS, id, expected, value }],
      this.process,
    );
    return written as StoredDocument<Mail>;
  }

  /**
   * Brings one mail as far as it comes now. Gives when to look again; undefined where nothing is left to do by itself.
   * Any number of processes may be at the same mail: the document lets one of them.
   */
  async handle(id: string): Promise<Date | undefined> {
    const { server } = this.options;
    const document = await this.desk.store.documents.get<Mail>(MAILS, id);
    if (document === undefined || !isUnderWay(document.value) || server === undefined) return undefined;
    const now = this.desk.clock();
    const { value: mail } = document;
    if (
      mail.state === "waiting" &&
      mail.notBefore !== undefined &&
      Date.parse(mail.notBefore) > now.getTime()
    )
      return new Date(mail.notBefore);
    if (mail.lease !== undefined && Date.parse(mail.lease.until) > now.getTime())
      return new Date(mail.lease.until);
    try {
      if (mail.state === "at the dot") {
        await this.#write(id, document.version, this.#doubted(mail, this.#now()));
        return undefined;
      }
      if (this.#lost.until > now.getTime()) return new Date(this.#lost.until);
      return await this.#deliver(id, document, server, now);
    } catch (error) {
      // Somebody else is at it, or cancelled it: what they wrote counts.
      if (error instanceof DocumentMovedError) return undefined;
      throw error;
    }
  }

  async #deliver(
    id: string,
    document: StoredDocument<Mail>,
    server: SmtpServer,
    now: Date,
  ): Promise<Date | undefined> {
    const { store, followed } = this.desk;
    const { value: before } = document;
    const at = now.toISOString();
    // What was recorded by now counts: an alias above all.
    await followed.until((await store.head()).position);
    const part = await this.#partOf(before);
    if (part === undefined) {
      await this.#write(
        id,
        document.version,
        stepMail(before, { by: this.process, state: "cancelled", why: "no-longer-due" }, at),
      );
      return undefined;
    }
    const wait = await waitForRate(store.documents, this.options.perMinute, now);
    if (wait !== undefined) return new Date(now.getTime() + wait);
    const lease = {
      process: this.process,
      until: new Date(now.getTime() + this.#longestSeconds() * 1000).toISOString(),
    };
    const claimed = stepMail(before, { by: this.process, state: "handing over" }, at, {
      lease,
      attempts: before.attempts + 1,
    });
    let held = await this.#write(id, document.version, claimed);
    const reached = await reach(
      store,
      followed.folded,
      before.to,
      `letter ${before.letter} of ${before.decision}`,
    );
    if ("held" in reached) {
      await this.#write(
        id,
        held.version,
        stepMail(held.value, { by: this.process, state: "held", why: reached.held }, this.#now()),
      );
      return undefined;
    }
    const late = await takeFromRate(store.documents, this.options.perMinute, now, this.process);
    if (late !== undefined) {
      // Another process took the last one of this minute in between.
      const from = new Date(now.getTime() + late);
      const put = stepMail(held.value, { by: this.process, state: "waiting" }, this.#now(), {
        notBefore: from.toISOString(),
        attempts: before.attempts,
      });
      await this.#write(id, held.version, put);
      return from;
    }
    const message = await this.#compose(claimed, part, reached);
    const beforeDot = async (): Promise<boolean> => {
      if (this.#isHidden(claimed) && reached.addressee.familyName !== undefined) return false;
      try {
        held = await this.#write(
          id,
          held.version,
          stepMail(held.value, { by: this.process, state: "at the dot" }, this.#now(), { lease }),
        );
        return true;
      } catch (error) {
        if (error instanceof DocumentMovedError) return false;
        throw error;
      }
    };
    const envelope = { from: this.options.from, to: reached.address };
    const outcome = await handOver(server, envelope, message, beforeDot, this.#patience);
    return this.#conclude(id, held, outcome);
  }

  #longestSeconds(): number {
    const { whole, answer } = this.#patience;
    return whole + answer + LEASE_MARGIN_SECONDS;
  }

  /** A mail of which nobody knows whether it arrived. */
  #doubted(mail: Mail, at: string): Mail {
    const step = { by: this.process, state: "in doubt", why: "answer-lost" } as const;
    return stepMail(mail, step, at, { doubtful: mail.doubtful + 1 });
  }

  #now(): string {
    return this.desk.clock().toISOString();
  }

  #isHidden({ to }: Mail): boolean {
    const isPerson = to.kind === "person" || to.kind === "team leader";
    return isPerson && isUnderAlias(this.desk.followed.folded, to.id);
  }

  /** The part of the plan that a mail speaks of; undefined where the letter is no longer due. */
  async #partOf({ decision, part, letter }: Mail): Promise<PlanPart | undefined> {
    const found = (await this.desk.parts(decision, part)).get(part)?.value;
    return found?.letters.some((due) => due.letter === letter) ? found : undefined;
  }

  async #compose(
    mail: Mail,
    part: PlanPart,
    to: { readonly address: string; readonly addressee: object },
  ): Promise<Buffer> {
    const matter = await this.matter(mail.decision);
    const letter = this.letters.render(
      mail.template,
      (language) => letterFields(part, mail, to.addressee, matter, language),
      mail.languages,
    );
    return new MailComposer({
      from: { name: this.options.organisation, address: this.options.from },
      to: to.address,
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: mail.messageId,
      date: new Date(mail.released.at),
      // RFC 3834: so that nobody's holiday notice answers.
      headers: { "Auto-Submitted": "auto-generated" },
    })
      .compile()
      .build();
  }

  /** Keeps what the server answered, and how it is with answers at all. */
  async #conclude(id: string, held: StoredDocument<Mail>, handed: HandedOver): Promise<Date | undefined> {
    if (handed.outcome === "lost" && handed.mayHaveArrived) {
      const count = this.#lost.count + 1;
      const seconds = Math.min(FIRST_PAUSE_SECONDS * 2 ** Math.min(count - 1, 20), LONGEST_PAUSE_SECONDS);
      this.#lost = { count, until: this.desk.clock().getTime() + seconds * 1000 };
    } else if ("code" in handed) this.#lost = { count: 0, until: 0 };
    try {
      return await this.#keep(id, held, handed);
    } catch (error) {
      if (!(error instanceof DocumentMovedError)) throw error;
      // Another process took this one to be gone (a clock jumped, a machine slept) and doubts what is known here.
      const now = await this.desk.store.documents.get<Mail>(MAILS, id);
      if (now?.value.state !== "in doubt" || now.value.attempts !== held.value.attempts) throw error;
      const { doubtful } = held.value;
      return await this.#keep(id, { ...now, value: { ...now.value, doubtful } }, handed);
    }
  }

  async #keep(
    id: string,
    { value: mail, version }: StoredDocument<Mail>,
    handed: HandedOver,
  ): Promise<Date | undefined> {
    const by = this.process;
    const at = this.#now();
    const again = nextTry(mail, this.desk.clock());
    const waiting = async (why: NonNullable<Mail["why"]>, code?: number): Promise<Date | undefined> => {
      const step = { by, why, ...(code === undefined ? {} : { code }) };
      if (again === undefined) {
        await this.#write(id, version, stepMail(mail, { ...step, state: "refused", why: "given-up" }, at));
        return undefined;
      }
      await this.#write(
        id,
        version,
        stepMail(mail, { ...step, state: "waiting" }, at, { notBefore: again.toISOString() }),
      );
      return again;
    };
    switch (handed.outcome) {
      case "accepted":
        await this.#write(
          id,
          version,
          stepMail(mail, { by, state: "sent", code: handed.code }, at, { sentAt: at }),
        );
        return undefined;
      case "refused for good":
        await this.#write(
          id,
          version,
          stepMail(mail, { by, state: "refused", why: "refused-for-good", code: handed.code }, at),
        );
        return undefined;
      case "refused for now":
        return waiting("refused-for-now", handed.code);
      case "server refuses us":
        return waiting("server-refuses-us", handed.code);
      case "called off":
        // Somebody else wrote the document, or the person came under an alias: it is looked at again as it stands now.
        return waiting("connection-lost");
      case "lost":
        if (!handed.mayHaveArrived) return waiting("connection-lost");
        await this.#write(id, version, this.#doubted(mail, at));
        return undefined;
    }
  }

  /** The mails of a decision, or all. */
  mails(decision?: string): Promise<StoredDocument<Mail>[]> {
    return this.desk.store.documents.list<Mail>(
      MAILS,
      decision === undefined ? {} : { prefix: `${decision}/` },
    );
  }

  /** Ids of all mails that something may still happen to: what fills a queue. */
  async underWay(): Promise<string[]> {
    return (await this.mails()).filter(({ value }) => isUnderWay(value)).map(({ id }) => id);
  }
}
