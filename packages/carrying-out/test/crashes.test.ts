/**
 * A process that ends at any moment of handing a mail over: every write of its document is a moment before and a moment after. Another
 * process then brings the mail to its end. It arrives once, or, where the answer was lost, waits for somebody who looks
 * whether it arrived; never twice.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Desk, type Mail, noteMail, type PostOffice, releaseLetters } from "../src/index.ts";
import { Crash, crashing, type Side } from "./crashing-store.ts";
import { MailServer } from "./mail-server.ts";
import { DRAFT, guide, INSTRUMENT, type OfficeWorld, officeWorld } from "./office-world.ts";

let world: OfficeWorld;
let decision: string;
const server = new MailServer();

beforeAll(async () => {
  world = await officeWorld();
  const { desk } = world;
  decision = (await desk.enter(desk.read(DRAFT), INSTRUMENT, { by: "legal" })).id;
  await server.listen();
});

afterAll(async () => {
  await server.close();
  await world.close();
});

/** A post office in a process that will crash. */
async function officeThatCrashes(at: number, side: Side): Promise<{ office: PostOffice; isOver(): boolean }> {
  const { store, isOver } = crashing(world.store, at, side);
  const { followed, clock } = world;
  const desk = new Desk({ store, followed, guide, policy: world.desk.policy, clock: clock.read });
  const smtp = { host: "127.0.0.1", port: server.port, secure: false, requiresTls: false };
  return { office: await world.office(smtp, { desk }), isOver };
}

test("however a process ends, the mail arrives once: by itself, or after somebody has looked", async () => {
  const smtp = { host: "127.0.0.1", port: server.port, secure: false, requiresTls: false };
  const rescuer = await world.office(smtp);
  const found: string[] = [];
  for (let at = 1, isOver = true; isOver; at++)
    for (const side of ["before", "after"] as const) {
      const id = `${decision}/person/anna/told`;
      await world.store.documents.write([{ collection: "mail", id, value: null }], "test");
      await releaseLetters(world.desk, decision, "lab.example", {
        by: "clerk",
        through: "2030-01-01",
        letters: ["told"],
        parts: ["person/anna"],
      });
      server.mails.length = 0;
      const doomed = await officeThatCrashes(at, side);
      await doomed.office.handle(id).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      isOver = doomed.isOver();
      const left = (await world.store.documents.get<Mail>("mail", id))!.value.state;
      // While its lease runs nobody else touches it.
      const during = await rescuer.handle(id);
      if (left === "handing over" || left === "at the dot") expect(during).toBeInstanceOf(Date);
      const settle = async (): Promise<Mail> => {
        for (let tries = 0; tries < 5; tries++) {
          world.clock.forward(120);
          await rescuer.handle(id);
        }
        return (await world.store.documents.get<Mail>("mail", id))!.value;
      };
      const mail = await settle();
      const arrived = server.mails.length;
      if (mail.state === "sent") expect(arrived).toBe(1);
      found.push(`${at} ${side}: left ${left}, then ${mail.state}, arrived ${arrived}`);
      if (mail.state !== "in doubt") continue;
      expect([mail.why, mail.doubtful]).toEqual(["answer-lost", 1]);
      // Somebody looks into the mail server's log for the Message-ID.
      const isThere = server.taken().has(mail.messageId);
      await noteMail(world.desk, id, isThere ? "sent" : "waiting", { by: "clerk" });
      expect((await settle()).state).toBe("sent");
      expect([...server.taken()]).toEqual([[mail.messageId, 1]]);
    }
  expect(found).toEqual([
    "1 before: left waiting, then sent, arrived 1",
    "1 after: left handing over, then sent, arrived 1",
    "2 before: left handing over, then sent, arrived 1",
    "2 after: left handing over, then sent, arrived 1",
    "3 before: left handing over, then sent, arrived 1",
    // The mark is kept and the dot did not go out: nobody can tell this from the next line.
    "3 after: left at the dot, then in doubt, arrived 0",
    "4 before: left at the dot, then in doubt, arrived 1",
    "4 after: left sent, then sent, arrived 1",
    "5 before: left sent, then sent, arrived 1",
    "5 after: left sent, then sent, arrived 1",
  ]);
});
