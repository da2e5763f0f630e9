/** Lines to a PostgreSQL server: by TLS, with a certificate on either side, and never in clear where nobody said so. */
import { chownSync, writeFileSync } from "node:fs";
import { setTimeout as after } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demandProtectedLine } from "../src/engine/protected-line.ts";
import { openStore } from "../src/index.ts";
import { Certificates, reasonForNoCertificates } from "./ground/certificates.ts";
import { rejection } from "./ground/ledger-cases.ts";
import { owner, PostgresServer } from "./ground/postgres-server.ts";
import { MASTER, reasonToSkip } from "./ground/shared.ts";

const CLEAR = "unprotected-line";
const said = (address: string, env: Record<string, string> = {}): string => {
  try {
    return demandProtectedLine(address, env).join("; ");
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("the address of a database", () => {
  const db = "postgres://user@db.example/comity";
  it.each([
    [db, CLEAR],
    ["postgresql://user:secret@10.1.2.3:5433/comity", CLEAR],
    ["postgres://user@127.example/comity", CLEAR],
    ["postgres://user@[2001:db8::1]/comity", CLEAR],
    ["postgres://user@localhost/comity?host=db.example", CLEAR],
    [`${db}?ssl=0`, CLEAR],
    [`${db}?sslmode=allow`, CLEAR],
    [`${db}?sslmode=verify-full`, ""],
    [`${db}?sslmode=require`, ""],
    [`${db}?ssl=true`, ""],
    [`${db}?sslnegotiation=direct`, ""],
    [`${db}?sslmode=disable`, "the line to `db.example` is not encrypted, as its address says"],
    [
      `${db}?sslmode=no-verify`,
      "the certificate of `db.example` is not verified, or not for its name, as its address says",
    ],
    [
      `${db}?sslmode=require&uselibpqcompat=true`,
      "the certificate of `db.example` is not verified, or not for its name, as its address says",
    ],
    ["postgres://user@localhost/comity", ""],
    ["postgres://user@127.0.0.2:5433/comity", ""],
    ["postgres://user@[::1]/comity", ""],
    ["postgres://user@/comity?host=/var/run/postgresql", ""],
    ["postgres://%2Fvar%2Frun%2Fpostgresql/comity", ""],
    ["postgres:///comity", ""],
  ])("%s", (address, expected) => expect(said(address)).toBe(expected));

  it("is read with what the environment says beside it, as `pg` reads it", () => {
    expect(said("postgres:///comity", { PGHOST: "db.example" })).toBe(CLEAR);
    expect(said(db, { PGSSLMODE: "verify-full" })).toBe("");
    expect(said(`${db}?sslmode=disable`, { PGSSLMODE: "verify-full" })).toContain("is not encrypted");
  });

  it("that would be spoken to in clear opens no store", async () => {
    expect(await rejection(openStore(db, { masterKey: MASTER }))).toMatchObject({
      category: "incorrect",
      code: CLEAR,
      message:
        "whoever listens in on the way to `db.example` could read the store: its address does not ask for TLS",
    });
  });
});

const reason = reasonToSkip("PostgreSQL 18") ?? reasonForNoCertificates();

describe.skipIf(reason !== undefined)(
  `a server with certificates${reason === undefined ? "" : ` (skipped: ${reason})`}`,
  () => {
    const certificates = new Certificates();
    const at = (file: string): string => certificates.at(file);
    let server: PostgresServer;

    /** Switches TLS on or off, and waits until connections have it so. */
    async function tls(to: "on" | "off"): Promise<void> {
      await server.run("postgres", `alter system set ssl = ${to}`);
      await server.run("postgres", "select pg_reload_conf()");
      const isSo = async () => (await server.run("postgres", "show ssl")).rows[0].ssl === to;
      for (let tries = 0; tries < 200 && !(await isSo()); tries++) await after(20);
      expect(await isSo()).toBe(true);
    }

    beforeAll(async () => {
      certificates.make("authority", "authority of a test");
      certificates.make("server", "127.0.0.1", "authority");
      certificates.make("clerk", "clerk", "authority");
      certificates.make("stranger", "authority of somebody else");
      // The ground looks whether the server is up without TLS, at another database.
      writeFileSync(
        at("hba"),
        [
          "host postgres postgres 127.0.0.1/32 trust",
          "hostssl store clerk 127.0.0.1/32 cert",
          "host bare postgres 127.0.0.1/32 trust",
        ].join("\n"),
      );
      const user = owner();
      if (user !== undefined) chownSync(at("server.key"), user.uid, user.gid);
      server = await PostgresServer.start("PostgreSQL 18", [
        `ssl_cert_file=${at("server.crt")}`,
        `ssl_key_file=${at("server.key")}`,
        `ssl_ca_file=${at("authority.crt")}`,
        `hba_file=${at("hba")}`,
      ]);
      await tls("on");
      await server.run("postgres", "create role clerk login");
      await server.run("postgres", "create database store owner clerk");
    });
    afterAll(async () => {
      await server.remove();
      certificates.remove();
    });

    const address = (more: string): string => `${server.url("store", "clerk")}?sslmode=verify-full${more}`;
    const trusts = (name: string): string => `&sslrootcert=${at(`${name}.crt`)}`;
    const shows = (name: string): string => `&sslcert=${at(`${name}.crt`)}&sslkey=${at(`${name}.key`)}`;
    const open = (url: string) => openStore(url, { masterKey: MASTER, create: true, registry: "lakes" });

    it("lets in whoever has a certificate for the user's name, without any password, by TLS", async () => {
      const store = await open(address(trusts("authority") + shows("clerk")));
      const { rows } = await server.run(
        "postgres",
        `select distinct ssl, client_dn from pg_stat_ssl join pg_stat_activity using (pid)
         where application_name = 'comity'`,
      );
      expect(rows).toEqual([{ ssl: true, client_dn: "/CN=clerk" }]);
      await store.close();
    });

    it("lets in nobody without one, or with one of another authority", async () => {
      const without = await rejection(open(address(trusts("authority"))));
      expect(without).toMatchObject({ code: "store-unreachable" });
      const forged = await rejection(open(address(trusts("authority") + shows("stranger"))));
      expect(["store-unreachable", "line-refused"]).toContain((forged as { code: string }).code);
    });

    it("is not spoken to where its certificate is none that is trusted, or it has no TLS", async () => {
      const strange = await rejection(open(address(trusts("stranger") + shows("clerk"))));
      expect(strange).toMatchObject({ category: "fault", code: "line-refused" });
      await tls("off");
      const bare = await rejection(open(`${server.url("postgres")}?sslmode=verify-full`));
      expect(bare).toMatchObject({ category: "fault", code: "line-refused" });
    });
  },
);
