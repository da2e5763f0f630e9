/** Records acts at a rate, in a process of its own, until it is told to end: people get and lose ties, one by one. `write.mjs STORE RATE` */
import { day } from "../../packages/calendar/dist/index.js";
import { openStore } from "../../packages/store/dist/index.js";
import { masterKey } from "./ground.mjs";

const [where, rate] = process.argv.slice(2);
const store = await openStore(where, { masterKey, readsActs: false });
let people;
let isOver = false;
let written = 0;

function actOf(k, today) {
  const header = { id: `w${k}`, on: today, recorded: today, by: "bench", instrument: "form" };
  const person = people[(k * 37) % people.length];
  return k % 2 === 0
    ? { act: "recall", ...header, person }
    : { act: "membership", ...header, person, experiment: "CMS", institute: "ror:000e0be47" };
}

async function write() {
  const today = day(new Date().toISOString().slice(0, 10));
  const start = performance.now();
  while (!isOver) {
    const wait = start + (written * 1_000) / Number(rate) - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    await store.append([actOf(written++, today)], { by: "bench" });
  }
  await store.close();
  process.send(written, () => process.exit(0));
}

process.on("message", (message) => {
  if (message === "end") isOver = true;
  else {
    people = message;
    void write();
  }
});
process.on("disconnect", () => process.exit(0));
