/** Two registries on two servers, seen as one table: the SQL of docs/operations.md, as it stands there. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore, type Store } from "../src/index.ts";
import { PostgresServer, programsOf } from "./ground/postgres-server.ts";
import { MASTER } from "./ground/shared.ts";
import { affiliations } from "./ground/some-acts.ts";

const page = fileURLToPath(new URL("../../../docs/operations.md", import.meta.url));
const programs = programsOf("PostgreSQL 18");
const reason = "missing" in programs ? ` (skipped: ${programs.missing})` : "";

describe.skipIf(reason !== "")(`two registries on two servers${reason}`, () => {
  const servers: PostgresServer[] = [];
  const stores: Store[] = [];

  /** What the front database answers. */
  const front = async (text: string): Promise<unknown[]> => (await servers[0]!.run("front", text)).rows;

  beforeAll(async () => {
    for (const registry of ["lakes", "hills"]) {
      const server = await PostgresServer.start("PostgreSQL 18");
      servers.push(server);
      await server.run("postgres", "create database comity");
      stores.push(await openStore(server.url("comity"), { create: true, registry, masterKey: MASTER }));
    }
    await stores[0]!.append(affiliations(20, "l"), { by: "anna" });
    await stores[1]!.append(affiliations(30, "h"), { by: "ben" });
    await servers[0]!.run("postgres", "create database front");
    const [, block = ""] = /```sql\n([\s\S]*?)```/.exec(readFileSync(page, "utf8")) ?? [];
    const made = ["ONE", "TWO"].reduce(
      (text, name, k) =>
        text
          .replace(`$HOST_${name}`, "127.0.0.1")
          .replace(`$PORT_${name}`, String(servers[k]!.port))
          .replace(`$DATABASE_${name}`, "comity"),
      block,
    );
    await front(made);
  });

  afterAll(async () => {
    for (const store of stores) await store.close();
    for (const server of servers) await server.remove();
  });

  it("are one table, each with its own head", async () => {
    const heads = await Promise.all(stores.map((store) => store.head()));
    const found = await front(
      `select distinct on (registry) registry, position::int, encode(hash, 'hex') as hash
       from comity.act order by registry, position desc`,
    );
    expect(found).toEqual([
      { registry: "hills", ...heads[1] },
      { registry: "lakes", ...heads[0] },
    ]);
  });

  it("have chains that anybody can check in SQL alone", async () => {
    const broken = `select registry, position from (
        select *, lag(hash) over (partition by registry order by position) as before from comity.act
      ) linked
      where hash <> sha256(convert_to(body, 'UTF8'))
        or previous <> coalesce(before, decode(repeat('00', 32), 'hex'))`;
    expect(await front(broken)).toEqual([]);
    const back =
      "alter table comity.act disable trigger all; update comity.act set body = body || ' ' where position = 7";
    await servers[1]!.run("comity", back);
    expect(await front(broken)).toEqual([{ registry: "hills", position: "7" }]);
    expect((await stores[1]!.verify()).broken?.position).toBe(7);
    await servers[1]!.run("comity", "update comity.act set body = rtrim(body) where position = 7");
    expect(await front(broken)).toEqual([]);
    await servers[1]!.run("comity", "alter table comity.act enable always trigger refuse_change");
  });

  it("count their rows each on its own server", async () => {
    const text = "select registry, count(*)::int as acts from comity.act group by registry order by registry";
    expect(await front(text)).toEqual([
      { registry: "hills", acts: 30 },
      { registry: "lakes", acts: 20 },
    ]);
    const explain = `set enable_partitionwise_aggregate = on; explain (verbose, costs off) ${text}`;
    const [, plan] = (await servers[0]!.run("front", explain)) as unknown as {
      rows: Record<string, string>[];
    }[];
    const remote = plan!.rows.map((row) => row["QUERY PLAN"]!).filter((line) => line.includes("Remote SQL"));
    expect(remote).toHaveLength(2);
    for (const line of remote) expect(line).toContain("count(*)");
  });

  it("refuse through the front what they refuse at home", async () => {
    await expect(front("update comity.act set id = 'x' where registry = 'hills'")).rejects.toThrow(
      "recorded acts are never changed",
    );
    await expect(front("delete from comity.act where registry = 'lakes'")).rejects.toThrow(
      "recorded acts are never changed",
    );
  });

  it("do not need each other: with one server down the other's registry answers, and goes on", async () => {
    await servers[1]!.stop("immediate");
    const lakes = "select count(*)::int as acts from comity.act where registry = 'lakes'";
    expect(await front(lakes)).toEqual([{ acts: 20 }]);
    await stores[0]!.append(affiliations(1, "z"), { by: "anna" });
    expect(await front(lakes)).toEqual([{ acts: 21 }]);
    await expect(front("select count(*) from comity.act")).rejects.toThrow(/could not connect/);
    await servers[1]!.start();
    expect(await front("select count(*)::int as acts from comity.act")).toEqual([{ acts: 51 }]);
    expect((await stores[1]!.verify()).broken).toBeUndefined();
  });
});
