/** What does not hold in a secret vote is refused under its own name, by whoever it came; what was acknowledged outlasts the server. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  BELENIOS_2048,
  claimOf,
  newVotingKey,
  recount,
  type VotingKey,
  writeClaim,
  writeRoundMessage,
} from "../../../../packages/council/src/index.ts";
import { HAS_BELENIOS_TOOL, ToolFolder } from "../../../../packages/council/test/ground/belenios-tool.ts";
import { quick, quickOf, wholeVote } from "../../../../packages/council/test/ground/made-vote.ts";
import { freshFolder } from "../../../../packages/store/test/ground/shared.ts";
import {
  AGAINST,
  announced,
  BALLOTS,
  begun,
  boardOf,
  type Council,
  cast,
  does,
  IN_FAVOUR,
  ITEM,
  openCouncil,
  recorded,
  type Shown,
  sealed,
  Trustee,
  tabled,
} from "./ballot-ground.ts";

/** What was refused, and by which status. */
const told = ({ status, said }: { status: number; said: { code: string } }): string =>
  `${status} ${said.code}`;

/** A message with another digit in its first response. */
const spoilt = (text: string): string =>
  text.replace(
    /("response":"\d*)(\d)"/,
    (_, before: string, digit: string) => `${before}${(Number(digit) + 1) % 10}"`,
  );

const parent = mkdtempSync(join(tmpdir(), "secret-"));
let council: Council;
let item: number;
let ballot: string;
let trustees: Trustee[];
const keys: VotingKey[] = [];
let board: Uint8Array;

/** Five members, of whom the last has no vote; two of three trustees. `COMITY_TEST_STORE=embedded` holds the vote on the embedded store. */
beforeAll(async () => {
  const isEmbedded = process.env.COMITY_TEST_STORE === "embedded";
  council = await openCouncil(5, isEmbedded ? { folder: await freshFolder(parent) } : {});
  Object.assign(council, { trustees: council.trustees.slice(0, 3) });
  item = await tabled(council);
}, 120_000);
afterAll(async () => {
  await council?.stop();
  rmSync(parent, { recursive: true, force: true });
});

const path = (rest: string): string => `${BALLOTS}/${ballot}${rest}`;

describe("before a vote opens", () => {
  it("a vote is begun by whoever keeps the agenda, once, with trustees that can do their part", async () => {
    const trustee = (account: string, name = account) => ({ account, name });
    const given = { trustees: [trustee("t-1"), trustee("t-2")], needed: 2, readers: "item" };
    const begin = (more: object, account = "legal-service", at = item) =>
      council.send(account, "POST", `${ITEM}/${at}/ballots`, { ...given, ...more });
    expect(told(await begin({ needed: 3 }))).toBe("422 threshold-range");
    expect(told(await begin({ trustees: [trustee("t-1"), trustee("t-1", "other")] }))).toBe(
      "422 ceremony-trustees",
    );
    expect(told(await begin({ trustees: [trustee("t-1", "A"), trustee("t-2", "A")] }))).toBe(
      "422 ceremony-trustees",
    );
    expect(told(await begin({ trustees: [trustee("nobody")], needed: 1 }))).toBe("422 no-account");
    expect(told(await begin({}, "legal-service", 99))).toBe("404 no-item");
    expect(told(await begin({}, `d-${council.members[0]}`))).toBe("403 not-allowed");
    const open = await tabled(council, { ballot: "open" });
    expect(told(await begin({}, "legal-service", open))).toBe("409 ballot-not-secret");
    const both = await Promise.all([begin({}), begin({})]);
    expect(both.map(told).sort()).toEqual(["201 undefined", "409 ballot-under-way"]);
    const first = both.find(({ status }) => status === 201)!.said.ballot;
    // What is read as the item is: whoever may not see it is told what they are told of what is not there.
    expect((await council.as("public").get(`${BALLOTS}/${first}`)).status).toBe(404);
    for (const account of [`d-${council.members[0]}`, "t-1", "legal-service"])
      expect((await council.as(account).get(`${BALLOTS}/${first}`)).status).toBe(200);
    ballot = first;
    expect((await does(council, ballot, "abandonment", { reason: "to be begun anew" })).said.stage).toBe(
      "abandoned",
    );
    expect(told(await does(council, ballot, "abandonment", { reason: "again" }))).toBe(
      "409 ballot-abandoned",
    );
    ballot = await begun(council, item, 2);
  });

  it("a key is announced by its delegation, for this vote, with a proof", async () => {
    const [member, other] = council.members as [string, string];
    const claim = (uuid: string, name: string): string =>
      writeClaim(quick, claimOf(quick, newVotingKey(quick, uuid, name)));
    const announce = (name: string, text: unknown, account = `d-${name}`) =>
      council.send(account, "PUT", path(`/keys/${name}`), text);
    const good = claim(ballot, member);
    expect(told(await announce(member, good, `d-${other}`))).toBe("404 not-found");
    expect(told(await announce(member, good, "legal-service"))).toBe("404 not-found");
    expect(told(await announce(other, good))).toBe("422 claim-proof");
    expect(told(await announce(member, claim("11111111111111", member)))).toBe("422 claim-proof");
    expect(told(await announce(member, spoilt(good)))).toBe("422 claim-proof");
    expect(told(await announce(member, JSON.stringify(JSON.parse(good), null, 1)))).toBe("422 not-canonical");
    expect(told(await announce(member, { choice: "Against" }))).toBe("400 malformed-value");
    const arrears = council.members.at(-1)!;
    expect(told(await announce(arrears, claim(ballot, arrears)))).toBe("403 no-vote");
    expect(told(await does(council, ballot, "list"))).toBe("409 keys-none");
    // Until the list is closed another key takes the place of one that was lost.
    await announced(council, ballot, member);
    for (const each of council.members.slice(0, 4)) keys.push(await announced(council, ballot, each));
  });

  it("a trustee's message that does not hold is refused under its name", async () => {
    trustees = council.trustees.map((_, at) => new Trustee(council, ballot, at + 1));
    const [one, two, three] = trustees as [Trustee, Trustee, Trustee];
    const first = writeRoundMessage(BELENIOS_2048, "certificate", await one.message("certificate"));
    expect(told(await one.hand("certificate", first, "t-2"))).toBe("403 not-your-part");
    expect(told(await one.hand("certificate", first, "legal-service"))).toBe("403 not-allowed");
    expect(told(await one.hand("certificate", spoilt(first)))).toBe("422 certificate-signature");
    expect(told(await one.hand("certificate", "{}"))).toBe("400 malformed-value");
    expect(told(await one.hand("commitment", first))).toBe("409 ceremony-waits");
    expect((await one.hand("certificate", first)).status).toBe(200);
    expect((await one.hand("certificate", first)).status).toBe(200);
    const again = await new Trustee(council, ballot, 1).message("certificate");
    expect(told(await one.hand("certificate", writeRoundMessage(BELENIOS_2048, "certificate", again)))).toBe(
      "409 already-said",
    );
    expect(told(await two.hand("certificate", first))).toBe("422 trustee-repeated");
    for (const trustee of [two, three]) expect((await trustee.say("certificate")).status).toBe(200);
    expect((await one.say("commitment")).status).toBe(200);
    const bound = writeRoundMessage(BELENIOS_2048, "commitment", await two.message("commitment"));
    expect(told(await three.hand("commitment", bound))).toBe("422 commitment-signature");
    expect((await two.hand("commitment", bound)).status).toBe(200);
    expect(told(await does(council, ballot, "open"))).toBe("409 list-open");
    expect((await does(council, ballot, "list")).said.stage).toBe("listed");
    const waits = await does(council, ballot, "open");
    expect(waits.said.detail).toBe(
      "the trustees' ceremony is not over: the commitment of `Trustee 3` is awaited",
    );
    expect((await three.say("commitment")).status).toBe(200);
    const shares = await one.message("shares");
    const mixed = { coefficients: shares.shares, shares: shares.shares };
    expect(told(await one.hand("shares", writeRoundMessage(BELENIOS_2048, "shares", mixed)))).toBe(
      "422 commitment-differs",
    );
    const complaint = await council.send("t-1", "PUT", path("/trustees/1/complaint"), {
      against: 3,
      code: "share-wrong",
    });
    expect(complaint.said.ceremony.complaints).toEqual([{ by: 1, against: 3, code: "share-wrong" }]);
    // Begun anew without whoever was complained of; the delegations' keys stay.
    const anew = await does(council, ballot, "ceremony", {
      trustees: [1, 2, 4].map((number) => ({ account: `t-${number}`, name: `Trustee ${number}` })),
      needed: 2,
    });
    expect(anew.said).toMatchObject({
      stage: "listed",
      ceremony: { attempt: 2, round: "certificate", complaints: [] },
    });
    expect(told(await three.say("certificate"))).toBe("403 not-allowed");
    Object.assign(council, { trustees: ["t-1", "t-2", "t-4"] });
    trustees = council.trustees.map((_, at) => new Trustee(council, ballot, at + 1));
    for (const round of ["certificate", "commitment", "shares"] as const)
      for (const trustee of trustees) expect((await trustee.say(round)).status).toBe(200);
    const [a, b, c] = trustees as [Trustee, Trustee, Trustee];
    const key = writeRoundMessage(BELENIOS_2048, "key", await a.message("key"));
    expect(told(await b.hand("key", key))).toBe("422 verification-key");
    expect((await a.hand("key", key)).status).toBe(200);
    for (const trustee of [b, c]) expect((await trustee.say("key")).status).toBe(200);
    expect((await does(council, ballot, "open")).said.stage).toBe("open");
    expect(told(await announceLate())).toBe("409 list-closed");
    board = await boardOf(council, ballot);
  });
});

const announceLate = () => {
  const [member] = council.members;
  const claim = writeClaim(quick, claimOf(quick, newVotingKey(quick, ballot, member!)));
  return council.send(`d-${member}`, "PUT", path(`/keys/${member}`), claim);
};

describe("while a vote is open", () => {
  it("a ballot that does not hold is refused under its name, and nothing that it says is repeated", async () => {
    const good = sealed(board, keys[0]!, AGAINST).json;
    const stranger = newVotingKey(quick, ballot, "a stranger");
    const other = wholeVote([{ voter: 0, vote: [AGAINST] }], 1);
    const changed = (pattern: RegExp, by: string): string => good.replace(pattern, by);
    const secret = "Against-with-all-my-heart";
    for (const [text, name] of [
      [sealed(board, stranger, AGAINST).json, "403 ballot-key"],
      [sealed(other.board, keys[0]!, AGAINST).json, "422 ballot-election"],
      [spoilt(good), "422 signature-hash"],
      [
        changed(/"challenge":"\d+","response":"\d+"\}\}\}?$/, '"challenge":"1","response":"1"}}}'),
        "422 signature-proof",
      ],
      [changed(/"alpha"/, `"${secret}":1,"alpha"`), "422 not-canonical"],
      [JSON.stringify({ choice: secret }), "400 malformed-value"],
      [JSON.stringify({ ...JSON.parse(good), credential: secret }), "400 malformed-value"],
      [`{"choice":"${secret}"`, "400 malformed-body"],
    ] as const) {
      const refused = await cast(council, ballot, text);
      expect(told(refused), name).toBe(name);
      expect(JSON.stringify(refused.said)).not.toMatch(/heart|Against/);
    }
    expect(told(await cast(council, "11111111111111", good))).toBe("404 not-found");
    expect((await boardOf(council, ballot)).length).toBe(board.length);
    expect((await cast(council, ballot, good)).status).toBe(201);
    expect(told(await cast(council, ballot, good))).toBe("409 ballot-repeated");
  });

  it("ballots that come at once make one chain, and outlast the server", async () => {
    const before = await boardOf(council, ballot);
    const made = keys.slice(0, 4).map((key) => sealed(before, key, IN_FAVOUR));
    // Two servers on one database where there can be two; in either case another one goes on.
    const where = council.ground.database;
    const isShared = where.startsWith("postgres");
    const second = isShared ? await openCouncil(5, { database: where }) : council;
    const answers = await Promise.all(
      made.map(({ json }, at) => cast(at % 2 === 0 ? council : second, ballot, json)),
    );
    await council.stop();
    const { trustees: holding } = council;
    council = isShared ? second : await openCouncil(5, { database: where });
    Object.assign(council, { trustees: holding });
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const grown = await boardOf(council, ballot);
    // It only grew, and everybody who was answered is on it.
    expect(Buffer.from(grown).subarray(0, before.length).equals(before)).toBe(true);
    const counted = recount(grown, quickOf);
    expect(answers.every(({ said }) => counted.heads.includes(said.head))).toBe(true);
    expect(counted.ballots.map(({ counts }) => counts)).toEqual([false, true, true, true, true]);
    const same = await council.as("public").get(path("/board.bel"), { "if-none-match": `"${counted.head}"` });
    expect(same.status).toBe(304);
  });

  it("no answer is taken, and no figure recorded", async () => {
    expect(told(await council.send("t-1", "POST", path("/answers"), '{"number":1,"answer":{"x":1}}'))).toBe(
      "409 vote-open",
    );
    expect(told(await recorded(council, item, { on: "2026-11-06" }))).toBe("409 ballot-under-way");
  });
});

describe("after the close", () => {
  let closed: Uint8Array;

  it("no ballot is taken", async () => {
    const late = sealed(board, keys[1]!, AGAINST).json;
    expect(told(await council.send("t-1", "POST", path("/close")))).toBe("403 not-allowed");
    expect((await does(council, ballot, "close")).said.stage).toBe("added up");
    expect(told(await cast(council, ballot, late))).toBe("409 vote-closed");
    expect(told(await does(council, ballot, "close"))).toBe("409 vote-closed");
    closed = await boardOf(council, ballot);
  });

  it("a trustee who answers for another sum, for another trustee, or with rubbish is named", async () => {
    const [one, two] = trustees as [Trustee, Trustee, Trustee];
    const hand = (account: string, text: unknown) => council.send(account, "POST", path("/answers"), text);
    const right = one.answer(closed);
    const renamed = right.replace('{"number":1', '{"number":2');
    const stolen = await hand(two.account, renamed);
    expect([told(stolen), stolen.said.detail]).toEqual([
      "422 decryption-proof",
      expect.stringMatching(/^the answer of trustee 2: /),
    ]);
    expect(told(await hand(one.account, renamed))).toBe("403 not-your-part");
    expect(told(await hand(one.account, "{}"))).toBe("400 malformed-value");
    expect(told(await hand(one.account, '{"number":1,"answer":{"decryption_factors":[]}}'))).toMatch(
      /^400 malformed/,
    );
    const shifted = right.replace(
      /"decryption_factors":\[\["\d+","(\d+)"/,
      '"decryption_factors":[["$1","$1"',
    );
    expect(told(await hand(one.account, shifted))).toBe("422 decryption-proof");
    expect((await hand(one.account, right)).status).toBe(200);
    expect(told(await hand(one.account, right))).toBe("409 already-answered");
    expect(told(await does(council, ballot, "result"))).toBe("409 decryptions-missing");
    // The third trustee is lost; the vote is not.
    expect((await hand(two.account, two.answer(closed))).said.ceremony.trustees).toMatchObject([
      { hasAnswered: true, isAwaited: false },
      { hasAnswered: true, isAwaited: false },
      { hasAnswered: false, isAwaited: false },
    ]);
    expect(told(await does(council, ballot, "abandonment", { reason: "too late" }))).toBe("409 vote-counted");
    expect((await does(council, ballot, "result")).said.result).toEqual({
      inFavour: 4,
      against: 0,
      abstaining: 0,
    });
    expect(told(await does(council, ballot, "result"))).toBe("409 vote-counted");
    const shown = await council.as("public").json<Shown>(path(""));
    expect(shown).toMatchObject({ stage: "counted", isRecorded: false });
  });

  it.skipIf(!HAS_BELENIOS_TOOL)("belenios-tool counts the board that was downloaded", async () => {
    const folder = new ToolFolder();
    try {
      writeFileSync(join(folder.path, `${ballot}.bel`), await boardOf(council, ballot));
      expect(folder.run(["election", "verify"])).toBeDefined();
    } finally {
      folder.drop();
    }
  });
});
