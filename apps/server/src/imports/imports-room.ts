/** Imports: lists are read and matched row by row, and recorded as one set once a clerk has looked. */
import { setImmediate as breath } from "node:timers/promises";
import type { Act, Folded } from "@comity/registry";
import { type Document, HeadMovedError } from "@comity/store";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env, RoomParts, ServerContext } from "../context.ts";
import { guardedRoute, newRoom, require } from "../guarded-route.ts";
import { PURPOSE } from "../looks.ts";
import { problem } from "../problems/problem.ts";
import { CHANGES, json } from "../reading/answers.ts";
import { expectedState } from "../reading/tags.ts";
import { subjectsOf } from "../registry/subjects-of-act.ts";
import { Imports, type Planned } from "./import-aside.ts";
import { BroughtInShown, PlanShown } from "./import-shapes.ts";
import type { ImportTask } from "./import-thread.ts";
import { LARGEST_IMPORT, readUpload, UPLOAD_SCHEMA, type Upload } from "./import-upload.ts";
import { setsRoutes } from "./sets-room.ts";

const TAGS = ["Bringing lists in"];
const KINDS = ["institute", "agreement", "registry"] as const;
/** So many subjects are asked about before others are let in between. */
const SUBJECTS_AT_ONCE = 500;

const ACCESS = {
  action: "record",
  kind: "person",
  orKinds: KINDS,
  largestBody: LARGEST_IMPORT,
} as const;

const body = { required: true, content: { "multipart/form-data": { schema: UPLOAD_SCHEMA } } };

/** The rooms of imports and of the sets that they leave. What is under way ends with the server. */
export function importsRoom(context: ServerContext): RoomParts {
  const imports = new Imports();
  const routes = new OpenAPIHono<Env>();
  routes.route("/", importRoutes(context, imports));
  routes.route("/", setsRoutes(context));
  return { routes, stop: () => imports.close() };
}

function importRoutes({ store, gate, followed, policy }: ServerContext, imports: Imports) {
  /** Reads what is sent against everybody's names: a look at everybody, which is noted first. */
  const planned = async (c: Context<Env>, upload: Upload, wantsActs: boolean) => {
    const { asker, context } = c.var;
    // Rows are matched by names, and candidates are shown with theirs.
    require(c, "read-names", { kind: "person" });
    const purpose = context.desk.purposeOf(asker, c.req.header(PURPOSE));
    let head = "";
    const made = await imports.plan(taskOf(c, upload, wantsActs), async () => {
      const by = asker.account ?? "";
      const { acts, head: read } = await store.acts({ personal: "clear", by, purpose });
      head = read.hash;
      return acts;
    });
    return { ...made, head };
  };
  const taskOf = (c: Context<Env>, { files, options }: Upload, wantsActs: boolean): ImportTask => {
    const { instrument, asOf, newInstitutes, answers, mapping } = options;
    return {
      files,
      recorded: followed.today,
      by: c.var.asker.account ?? "",
      instrument: instrument ?? files.map(({ name }) => name).join(", "),
      newInstitutes,
      cleared: gate.may(c.var.asker, "read", { kind: "alias" }),
      decisions: JSON.stringify({ format: "comity import decisions 1", decisions: answers }),
      wantsActs,
      ...(asOf === undefined ? {} : { asOf }),
      ...(mapping === undefined ? {} : { mapping: JSON.stringify(mapping) }),
    };
  };
  return newRoom()
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/imports/dry-runs",
        operationId: "tryImport",
        summary: "Say row by row what files would change, and record nothing",
        description:
          "Rows are matched with everybody in the registry: a look at everybody, with a purpose. What only a human can say is a question; its answer goes with the files the next time.",
        tags: TAGS,
        access: ACCESS,
        request: { body },
        responses: { 200: json(PlanShown, "What would be done.") },
      }),
      async (c) => {
        const { json: text, head } = await planned(c, await readUpload(c), false);
        // The plan is an object: the head goes in front of its first member.
        const lead = new TextEncoder().encode(`{"head":${JSON.stringify(head)},`);
        const whole = Buffer.concat([lead, text.subarray(1)]);
        return c.body(whole, 200, {
          "Content-Type": "application/json",
          ETag: `"${head}"`,
          "Cache-Control": "no-store",
        }) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/imports",
        operationId: "recordImport",
        summary: "Record what files say, as one set: all of it, or nothing",
        description:
          "`If-Match` has the head of the dry run. Unless `onlyRight` is said, nothing is recorded while a row is doubtful or refused.",
        tags: TAGS,
        access: ACCESS,
        request: { headers: CHANGES, body },
        responses: {
          200: json(BroughtInShown, "There was nothing to record: the registry has it all."),
          201: json(BroughtInShown, "Recorded, and durable."),
        },
      }),
      async (c) => {
        const expected = expectedState(c);
        const upload = await readUpload(c);
        const made = await planned(c, upload, true);
        if (expected !== "*" && expected !== made.head) throw movedTo(made.head);
        refuseUnready(made, upload);
        await refuseOthers(c, made.acts, followed.folded, policy);
        if (made.acts.length === 0) {
          const head = await store.head();
          return c.json({ set: made.plan.set, acts: 0, head: { ...head }, warnings: [] }, 200);
        }
        try {
          const { head, warnings } = await store.append(made.acts, {
            by: c.var.asker.account ?? "",
            set: made.plan.set,
            expectedHead: made.head,
            documents: evidenceOf(made, upload),
          });
          await followed.until(head.position);
          c.header("ETag", `"${head.hash}"`);
          return c.json(
            { set: made.plan.set, acts: made.acts.length, head: { ...head }, warnings: [...warnings] },
            201,
          );
        } catch (error) {
          if (error instanceof HeadMovedError) throw movedTo(error.head.hash, error);
          throw error;
        }
      },
    );
}

const movedTo = (head: string, cause?: unknown) =>
  problem(412, "head-moved", "others have recorded acts since the dry run", {
    help: "look at the dry run again: its rows may mean something else now",
    headers: { ETag: `"${head}"` },
    members: { head },
    ...(cause === undefined ? {} : { cause }),
  });

/** Refuses a plan of which not everything is right, unless only what is right was asked for. */
function refuseUnready({ plan }: Planned, { options }: Upload): void {
  if (plan.conflicts > 0)
    throw problem(409, "import-conflicts", "this would make wrong what is on record", {
      help: "the dry run lists what contradicts what",
    });
  if (!plan.isWhole && !options.onlyRight)
    throw problem(409, "import-not-whole", "some rows are doubtful or refused: nothing is recorded", {
      help: "answer the questions of the dry run and mend the rows, or say `onlyRight`",
    });
}

/** Asks the gate about everybody and everything that the acts are about, some at a time. */
async function refuseOthers(
  c: Context<Env>,
  acts: readonly Act[],
  folded: Folded,
  policy: ServerContext["policy"],
): Promise<void> {
  for (const [at, { action, resource }] of subjectsOf(acts, folded, policy).entries()) {
    if (at % SUBJECTS_AT_ONCE === 0) await breath();
    require(c, action, resource);
  }
}

/** The document of each act: the file, where there is one alone. */
function evidenceOf({ plan, acts }: Planned, { files, options }: Upload): Map<string, Document> {
  const reference = options.instrument ?? files.map(({ name }) => name).join(", ");
  const [file, ...others] = plan.files;
  const document: Document =
    file === undefined || others.length > 0
      ? { reference }
      : { reference, sha256: file.sha256, location: file.name };
  return new Map(acts.map(({ id }) => [id, document]));
}
