/** Lines to a mail server: by TLS or not at all, with a certificate instead of a password where that is wished. */
import { readFileSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Certificates, reasonForNoCertificates } from "../../store/test/ground/certificates.ts";
import { type HandedOver, handOver, patienceOf, smtpServerOf } from "../src/index.ts";
import { MailServer } from "./mail-server.ts";

describe("the address of a mail server", () => {
  it.each([
    ["smtp://mail.example:587", { host: "mail.example", port: 587, secure: false, requiresTls: true }],
    ["smtp://mail.example?tls=optional", { port: 587, requiresTls: false }],
    ["smtps://mail.example", { port: 465, secure: true, requiresTls: true }],
    ["smtp://127.0.0.1:2525", { requiresTls: false }],
    ["smtp://[::1]:2525", { host: "::1", requiresTls: false }],
    ["smtp://localhost?tls=required", { requiresTls: true }],
    ["smtp://127.example", { requiresTls: true }],
    ["smtp://m.example?sslcert=/c&sslkey=/k", { files: { sslcert: "/c", sslkey: "/k" } }],
    ["smtp://mail.example?tls=off", undefined],
    ["http://mail.example", undefined],
  ])("%s", (address, expected) => {
    if (expected === undefined) expect(smtpServerOf(address)).toBeUndefined();
    else expect(smtpServerOf(address)).toMatchObject(expected);
  });
});

const reason = reasonForNoCertificates();
const ENVELOPE = { from: "office@lab.example", to: "p1@inst.example" };
const TEXT = new TextEncoder().encode("Subject: made up\r\n\r\nNobody is meant.\r\n");
const hand = (address: string): Promise<HandedOver> =>
  handOver(smtpServerOf(address)!, ENVELOPE, TEXT, () => Promise.resolve(true), patienceOf(5));

describe.skipIf(reason !== undefined)(`a mail${reason === undefined ? "" : ` (skipped: ${reason})`}`, () => {
  const certificates = new Certificates();
  const plain = new MailServer();
  let byCertificate: MailServer;
  const files = (client: string, authority = "authority"): string =>
    `?sslcert=${certificates.at(`${client}.crt`)}&sslkey=${certificates.at(`${client}.key`)}&sslrootcert=${certificates.at(`${authority}.crt`)}`;

  beforeAll(async () => {
    certificates.make("authority", "authority of a test");
    certificates.make("server", "127.0.0.1", "authority");
    certificates.make("office", "office", "authority");
    certificates.make("stranger", "authority of somebody else");
    const text = (file: string): string => readFileSync(certificates.at(file), "utf8");
    byCertificate = new MailServer({
      secure: true,
      key: text("server.key"),
      cert: text("server.crt"),
      ca: text("authority.crt"),
      requestCert: true,
      rejectUnauthorized: true,
    });
    await byCertificate.listen();
    await plain.listen();
  });
  afterAll(async () => {
    await byCertificate.close();
    await plain.close();
    certificates.remove();
  });

  const secure = (more: string): string => `smtps://127.0.0.1:${byCertificate.port}${more}`;

  it("is taken from whoever shows a certificate that the server knows, without a password", async () => {
    expect(await hand(secure(files("office")))).toEqual({ outcome: "accepted", code: 250 });
    expect(byCertificate.mails).toHaveLength(1);
  });

  it("is not handed to a server whose certificate is not trusted, nor taken without one of ours", async () => {
    const trusted = `?sslrootcert=${certificates.at("authority.crt")}`;
    for (const more of ["", files("office", "stranger"), trusted, files("stranger")])
      expect([more, (await hand(secure(more))).outcome]).not.toEqual([more, "accepted"]);
    expect(byCertificate.mails).toHaveLength(1);
  });

  it("never goes in clear where TLS is required, and waits while a file is being replaced", async () => {
    expect(await hand(`smtp://127.0.0.1:${plain.port}?tls=required`)).toMatchObject({
      outcome: "server refuses us",
    });
    expect(plain.mails).toHaveLength(0);
    const address = secure(files("office"));
    rmSync(certificates.at("office.crt"));
    expect(await hand(address)).toEqual({ outcome: "lost", mayHaveArrived: false });
    certificates.make("office", "office", "authority");
    expect(await hand(address)).toEqual({ outcome: "accepted", code: 250 });
  });
});
