/** Sets: what came in together with one import, and how it is taken out again as one. */
import { formatDay } from "@comity/calendar";
import { setsOf, withdrawSet } from "@comity/exchange";
import { z } from "@hono/zod-openapi";
import type { ServerContext } from "../context.ts";
import { guardedRoute, newRoom, require } from "../guarded-route.ts";
import { json } from "../reading/answers.ts";
import { IdField } from "../reading/fields.ts";
import { subjectsOf } from "../registry/subjects-of-act.ts";
import { SetShown, WithdrawalShown } from "./import-shapes.ts";

/** More than this of what was built upon a set is counted, not listed. */
const MOST_TOLD = 200;

export function setsRoutes({ store, followed, policy }: ServerContext) {
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/sets",
        operationId: "listSets",
        summary: "What was brought in together, the newest first",
        tags: ["Bringing lists in"],
        access: { action: "list", kind: "act" },
        responses: { 200: json(z.object({ items: z.array(SetShown) }), "The sets of imports.") },
      }),
      (c) => {
        const { given, ledger } = followed.folded;
        const items = setsOf(given, ledger).map(({ recorded, sorts, ...set }) => ({
          ...set,
          recorded: formatDay(recorded),
          sorts: Object.fromEntries(sorts),
        }));
        return c.json({ items: items.reverse() }, 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/sets/{set}/withdrawal",
        operationId: "withdrawSet",
        summary: "Withdraw what was brought in as one set, or say what that would be",
        description:
          "Its acts count for nothing from today on; they stay on record, and withdrawing the withdrawals brings them back. Where other acts rest on it nothing is withdrawn.",
        tags: ["Bringing lists in"],
        access: {
          action: "record",
          kind: "person",
          orKinds: ["institute", "agreement", "registry"],
        },
        request: {
          params: z.object({ set: IdField }),
          body: {
            required: true,
            content: {
              "application/json": {
                schema: z.strictObject({
                  instrument: z.string().max(500).default(""),
                  dry: z.boolean().default(true).openapi({ description: "Says it, and records nothing." }),
                }),
              },
            },
          },
        },
        responses: { 200: json(WithdrawalShown, "What was done, or would be.") },
      }),
      async (c) => {
        const { set } = c.req.valid("param");
        const { instrument, dry } = c.req.valid("json");
        const head = await store.head();
        await followed.until(head.position);
        const { given, ledger } = followed.folded;
        const by = c.var.asker.account ?? "";
        const withdrawal = withdrawSet(given, set, { recorded: followed.today, by, instrument, ledger });
        for (const { action, resource } of subjectsOf(withdrawal.acts, followed.folded, policy))
          require(c, action, resource);
        const isRecorded = !dry && withdrawal.builtUpon.length === 0;
        if (isRecorded) {
          const appended = await store.append(withdrawal.acts, {
            by,
            set: withdrawal.set,
            expectedHead: head.hash,
          });
          await followed.until(appended.head.position);
        }
        const told = withdrawal.builtUpon.slice(0, MOST_TOLD);
        return c.json(
          {
            set: withdrawal.set,
            acts: withdrawal.acts.length,
            already: withdrawal.already,
            builtUpon: told.map(({ act, on }) => ({ act: act.id, sort: act.act, on })),
            builtUponNotTold: withdrawal.builtUpon.length - told.length,
            isRecorded,
          },
          200,
        );
      },
    );
}
