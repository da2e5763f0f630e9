/** Mails against a real SMTP server that takes, refuses, stalls and drops the line: each once, and what is in doubt is counted. */
import { day } from "@comity/calendar";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { act } from "../../decision/test/small-world.ts";
import { type Mail, noteCorrespondence, noteMail, PostRoom, releaseLetters } from "../src/index.ts";
import { type Behaviour, MailServer, stallingServer } from "./mail-server.ts";
import { DRAFT, INSTRUMENT, type OfficeWorld, officeWorld } from "./office-world.ts";

let world: OfficeWorld;
let decision: string;
const server = new MailServer();

beforeAll(async () => {
  const alias = act("alias", { person: "dan", alias: "Q17", on: day("2022-01-01") });
  world = await officeWorld([alias]);
  const { desk } = world;
  decision = (await desk.enter(desk.read(DRAFT), INSTRUMENT, { by: "legal" })).id;
  await server.listen();
});

beforeEach(() => {
  server.mails.length = 0;
  server.plan.length = 0;
  server.usually = "take";
});

afterAll(async () => {
  await server.close();
  await world.close();
});

const smtp = () => ({ host: "127.0.0.1", port: server.port, secure: false, requiresTls: false });
const documentOf = async (id: string): Promise<Mail> =>
  (await world.store.documents.get<Mail>("mail", id))!.value;

/** Releases one letter anew, as if it had never been. */
async function release(part: string, letter = "told"): Promise<string> {
  const id = `${decision}/${part}/${letter}`;
  await world.store.documents.write([{ collection: "mail", id, value: null }], "test");
  const released = await releaseLetters(world.desk, decision, "lab.example", {
    by: "clerk",
    through: "2030-01-01",
    letters: [letter],
    parts: [part],
  });
  expect(released.map(({ mail }) => mail)).toEqual([id]);
  return id;
}

describe("what a server does to a mail", () => {
  const cases: readonly (readonly [Behaviour, Mail["state"], Mail["why"], number | undefined, number])[] = [
    ["take", "sent", undefined, 250, 0],
    ["refuse recipient for now", "waiting", "refused-for-now", 450, 0],
    ["refuse recipient for good", "refused", "refused-for-good", 550, 0],
    ["refuse text for now", "waiting", "refused-for-now", 451, 0],
    ["refuse text for good", "refused", "refused-for-good", 554, 0],
    ["drop in the text", "waiting", "connection-lost", undefined, 0],
    ["take and drop", "in doubt", "answer-lost", undefined, 1],
  ];
  test.each(cases)("%s: %s", async (behaviour, state, why, code, doubtful) => {
    const office = await world.office(smtp());
    const id = await release("person/anna");
    server.plan.push(behaviour);
    const again = await office.handle(id);
    const mail = await documentOf(id);
    expect([mail.state, mail.why, mail.changes.at(-1)?.code, mail.doubtful]).toEqual([
      state,
      why,
      code,
      doubtful,
    ]);
    expect(again === undefined).toBe(state !== "waiting");
    // Nothing that a server says, and nobody's name or address, is kept.
    expect(JSON.stringify(mail)).not.toMatch(/anna@|Name-of|unknown|busy/);
    if (state !== "waiting") return;
    expect(await office.handle(id)).toEqual(new Date(mail.notBefore!));
    world.clock.forward(61);
    expect(await office.handle(id)).toBeUndefined();
    expect((await documentOf(id)).state).toBe("sent");
    expect([...server.taken().values()]).toEqual([1]);
  });

  test("after lost answers nothing else is handed over for a while, and no line is tried on and on", async () => {
    const office = await world.office(smtp());
    const [first, second] = [await release("person/anna"), await release("person/finn")];
    server.plan.push("take and drop", "take and drop");
    await office.handle(first);
    expect(await office.handle(second)).toEqual(new Date(world.clock.now.getTime() + 60_000));
    expect(server.mails.length).toBe(1);
    world.clock.forward(61);
    await office.handle(second);
    expect((await documentOf(second)).state).toBe("in doubt");
    await noteMail(world.desk, second, "waiting", { by: "clerk" });
    expect(await office.handle(second)).toEqual(new Date(world.clock.now.getTime() + 120_000));
    world.clock.forward(121);
    await office.handle(second);
    expect((await documentOf(second)).state).toBe("sent");
    // An answer was had: what comes next is handed over at once.
    await noteMail(world.desk, first, "waiting", { by: "clerk" });
    await office.handle(first);
    expect((await documentOf(first)).state).toBe("sent");
  });

  test("who looks says what became of a mail in doubt, and nothing else can be said of it", async () => {
    const office = await world.office(smtp());
    const notes = ["sent", "bounced", "by hand", "waiting", "cancelled"] as const;
    const found: string[] = [];
    for (const state of notes) {
      const id = await release("person/anna");
      server.plan.push("take and drop");
      await office.handle(id);
      const noted = noteMail(world.desk, id, state, { by: "clerk" });
      found.push(
        await noted.then(
          ({ value }) => `${value.state} ${value.sentAt !== undefined}`,
          (error) => error.code,
        ),
      );
      world.clock.forward(4 * 3600);
    }
    expect(found).toEqual(["sent true", "bounced false", "by hand false", "waiting false", "wrong-state"]);
    const told = await release("person/anna");
    await expect(noteMail(world.desk, told, "sent", { by: "clerk" })).rejects.toMatchObject({
      message: "the mail is `waiting`: it cannot be noted as `sent`",
    });
  });

  test("a process that was taken to be gone, and was not, says what it knows", async () => {
    const [slow, other] = [await world.office(smtp()), await world.office(smtp())];
    for (const [behaviour, state] of [
      ["take", "sent"],
      ["refuse text for good", "refused"],
    ] as const) {
      const id = await release("person/anna");
      server.plan.push(behaviour);
      // Right before the answer the clock jumps, and another process finds the lease over.
      server.onText = async () => {
        server.onText = undefined;
        world.clock.forward(3600);
        expect(await other.handle(id)).toBeUndefined();
        expect((await documentOf(id)).state).toBe("in doubt");
      };
      await slow.handle(id);
      const mail = await documentOf(id);
      expect([mail.state, mail.doubtful]).toEqual([state, 0]);
    }
  });

  test("a server that stalls, at any point, is left after a while", async () => {
    const greeting = ["220 slow", "250 slow", "250 sender", "250 recipient", "354 go on"];
    for (let answers = 0; answers <= greeting.length; answers++) {
      const slow = await stallingServer(greeting.slice(0, answers));
      const patience = { connect: 0.3, idle: 0.3, whole: 2, answer: 0.6 };
      const office = await world.office(slow.server, { patience });
      const began = performance.now();
      const id = await release("person/anna");
      await office.handle(id);
      const { state, why } = await documentOf(id);
      // Once the text is out the dot goes out too, and what the server never answered may have arrived.
      expect([answers, state, why]).toEqual([
        answers,
        answers === 5 ? "in doubt" : "waiting",
        answers === 5 ? "answer-lost" : "connection-lost",
      ]);
      // The answer to the dot is waited for longer than anything else.
      expect(performance.now() - began > 590).toBe(answers === 5);
      await slow.close();
    }
  });

  test("a server that takes nothing from us is not the mail's fault", async () => {
    const strict = await stallingServer(["220 strict", "250 strict", "550 5.7.1 no mail from you"]);
    const office = await world.office(strict.server);
    const id = await release("person/anna");
    await office.handle(id);
    expect(await documentOf(id)).toMatchObject({ state: "waiting", why: "server-refuses-us" });
    await strict.close();
  });

  test("a mail that nobody takes for five days is given up", async () => {
    const office = await world.office(smtp());
    const id = await release("person/anna");
    server.usually = "refuse recipient for now";
    const waits: number[] = [];
    for (let again = await office.handle(id); again !== undefined; again = await office.handle(id)) {
      waits.push((again.getTime() - world.clock.now.getTime()) / 60_000);
      // Nobody looked for longer than it had to wait.
      world.clock.forward(waits.length < 10 ? 60 * waits.at(-1)! : 86_400);
    }
    expect(waits.slice(0, 10)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 240, 240]);
    expect(await documentOf(id)).toMatchObject({ state: "refused", why: "given-up" });
    expect(waits.length).toBeLessThan(20);
  });
});

describe("what a mail says", () => {
  test("both languages, to the registered address, under one Message-ID that tells nothing", async () => {
    const office = await world.office(smtp());
    const id = await release("person/anna");
    await office.handle(id);
    const [mail] = server.mails;
    expect(mail!.to).toMatchObject({ value: [{ address: "anna@mail.example" }] });
    expect(mail!.text).toContain("Dear Name-of-anna,");
    expect(mail!.text).toContain("dernier jour le 30 novembre 2024");
    expect(mail!.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail!.messageId).toMatch(/^<[0-9a-f]{40}@lab\.example>$/);
    const looks = await world.store.looks(["anna"]);
    expect(looks.at(-1)).toMatchObject({
      by: "mails",
      person: "anna",
      purpose: `letter told of ${decision}`,
    });
  });

  test("whoever has no address is held for the office, and goes out once one is noted", async () => {
    const office = await world.office(smtp());
    const id = await release("person/ben");
    await office.handle(id);
    expect(await documentOf(id)).toMatchObject({ state: "held", why: "no-address" });
    await noteCorrespondence(
      world.store,
      { kind: "person", id: "ben" },
      { way: "mail", address: "ben@new.example", languages: ["fr"] },
      "clerk",
    );
    await noteMail(world.desk, id, "waiting", { by: "clerk", note: "address found" });
    await office.handle(id);
    expect((await documentOf(id)).state).toBe("sent");
    expect(server.mails[0]!.to).toMatchObject({ value: [{ address: "ben@new.example" }] });
    const held = JSON.stringify(await world.store.documents.list("correspondence"));
    expect(held).not.toContain("ben@new.example");
  });
});

describe("people under an alias", () => {
  test("are written to by no registered address, whatever is tried", async () => {
    const office = await world.office(smtp());
    const id = await release("person/dan");
    expect(await documentOf(id)).toMatchObject({ state: "held", why: "alias-without-safe-channel" });
    await noteMail(world.desk, id, "waiting", { by: "clerk" });
    await office.handle(id);
    expect(await documentOf(id)).toMatchObject({ state: "held", why: "alias-without-safe-channel" });
    expect(server.mails).toEqual([]);
    expect((await world.store.looks(["dan"])).length).toBe(0);
  });

  test("are written to by the way they chose, and no name is in it", async () => {
    const office = await world.office(smtp());
    await noteCorrespondence(
      world.store,
      { kind: "person", id: "dan" },
      { way: "mail", address: "safe@elsewhere.example" },
      "clerk",
    );
    const id = await release("person/dan");
    await office.handle(id);
    expect((await documentOf(id)).state).toBe("sent");
    const [mail] = server.mails;
    expect(mail!.to).toMatchObject({ value: [{ address: "safe@elsewhere.example" }] });
    expect(`${mail!.text} ${mail!.html} ${mail!.subject}`).not.toMatch(/dan|Name-of|Q17/);
    await noteCorrespondence(world.store, { kind: "person", id: "dan" }, { way: "by hand" }, "clerk");
    expect(await documentOf(await release("person/dan"))).toMatchObject({
      state: "held",
      why: "safe-channel-by-hand",
    });
  });

  test("who comes under one after the release is not written to any more", async () => {
    const office = await world.office(smtp());
    const id = await release("person/finn");
    const alias = act("alias", {
      person: "finn",
      alias: "Q18",
      on: day("2023-12-18"),
      recorded: day("2023-12-18"),
    });
    await world.store.append([alias], { by: "test" });
    await office.handle(id);
    expect(await documentOf(id)).toMatchObject({ state: "held", why: "alias-without-safe-channel" });
    expect(server.mails).toEqual([]);
  });
});

describe("the queue", () => {
  test("hands over everything that is released, once, and what a lost queue forgot", async () => {
    await world.store.documents.write(
      (await world.store.documents.list("mail")).map(({ id }) => ({ collection: "mail", id, value: null })),
      "test",
    );
    const note = (id: string, way: "mail" | "by hand") =>
      noteCorrespondence(
        world.store,
        { kind: "person", id },
        { way, address: `${id}@safe.example` },
        "clerk",
      );
    await Promise.all([note("ben", "by hand"), note("finn", "mail"), note("dan", "mail")]);
    const options = { by: "clerk", through: "2030-01-01", letters: ["told", "account-60", "account-7"] };
    const dry = await releaseLetters(world.desk, decision, "lab.example", { ...options, isDry: true });
    expect(await world.store.documents.list("mail")).toEqual([]);
    const released = await releaseLetters(world.desk, decision, "lab.example", options);
    expect(released).toEqual(dry);
    expect(
      (await releaseLetters(world.desk, decision, "lab.example", options)).every(
        ({ what }) => what !== "new",
      ),
    ).toBe(true);
    // Mails of the tests before count for their own minutes.
    world.clock.forward(120);
    const faults: unknown[] = [];
    const open = async () =>
      PostRoom.open(await world.office(smtp(), { perMinute: 4 }), {
        url: world.url,
        onFault: (error) => faults.push(error),
      });
    const rooms = [await open(), await open()];
    const expected = released.filter(({ held }) => held === undefined).length;
    expect(expected).toBeGreaterThan(5);
    // Four a minute, however many processes there are.
    await until(() => server.mails.length === 4);
    await new Promise((done) => setTimeout(done, 1200));
    expect(server.mails.length).toBe(4);
    for (let minutes = 0; minutes < 5 && server.mails.length < expected; minutes++) {
      const before = server.mails.length;
      world.clock.forward(60);
      for (const room of rooms) room.sweep();
      await until(() => server.mails.length === Math.min(before + 4, expected));
    }
    await until(async () =>
      (await world.store.documents.list<Mail>("mail")).every(
        ({ value }) => value.state === "sent" || value.state === "held",
      ),
    );
    for (const room of rooms) await room.stop();
    expect([...server.taken().values()]).toEqual(Array.from({ length: expected }, () => 1));
    expect(faults).toEqual([]);
  });
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await isSo()); waited += 25) {
    if (waited > 15_000) throw new Error(`it did not come to that in time: ${isSo}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}
