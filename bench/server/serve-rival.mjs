/** The same Hono on the same HTTP server, in front of Cedar (`serve-rival.mjs cedar PEOPLE`) or of nothing (`bare`). */
import { createServer } from "node:http";
// The very same that the server runs on.
import { getRequestListener } from "../../node_modules/@hono/node-server/dist/index.mjs";
import { Hono } from "../../node_modules/hono/dist/index.js";
import { prepare } from "../points/cedar.mjs";
import { makeWorkload } from "../workload.mjs";

const [name, people] = process.argv.slice(2);
const number = (text) => Number(text.slice(1));
const ask = name === "cedar" ? await prepare(makeWorkload(Number(people))) : () => true;

const app = new Hono();
app.post("/access/v1/evaluation", async (c) => {
  const { subject, resource, context } = JSON.parse(await c.req.text());
  return c.json({ decision: ask(number(subject.id), number(resource.id), context?.day ?? 0) });
});
const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.on("disconnect", () => process.exit(0));
