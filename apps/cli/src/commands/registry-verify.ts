/** `comity registry verify`: every hash of a ledger is computed again. */
import { type Call, optionValue, type Run } from "../command.ts";
import { Progress } from "../progress.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import { openNamedStore, shownStore } from "../stores.ts";
import { counted } from "../text/width.ts";

/** The head that was noted elsewhere. */
function notedHead(call: Call): string | undefined {
  const hash = optionValue(call, "head")?.toLowerCase();
  if (hash === undefined || /^[0-9a-f]{64}$/.test(hash)) return hash;
  throw new Refusal(`\`--head\`: \`${hash}\` is not the hash of a head`, "it has 64 hexadecimal digits");
}

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const [where = ""] = call.operands;
  const noted = notedHead(call);
  const progress = new Progress(terminal);
  const store = await progress.step("opening the store", () => openNamedStore(where, terminal));
  try {
    const { head, entries, broken: link } = await progress.step("reading the ledger", () => store.verify());
    const isThere = noted === undefined || (await store.positionOf(noted)) !== undefined;
    progress.end();
    const broken =
      link ??
      (isThere
        ? undefined
        : {
            position: head.position,
            message: `no entry has the hash \`${noted}\`: the end of the chain was cut off or written anew since that was noted`,
          });
    if (call.options.has("json")) {
      terminal.print(`${JSON.stringify({ head, entries, broken: broken ?? null }, null, 2)}\n`);
      return broken === undefined ? 0 : 1;
    }
    if (broken === undefined) {
      terminal.print(
        `${terminal.colours.green("good")}: ${counted(entries, "act", "acts")}, every link holds\n`,
      );
      terminal.print(`the head is ${head.position} ${head.hash}\n`);
      return 0;
    }
    const act = !("id" in broken) || broken.id === undefined ? "" : ` (act \`${broken.id}\`)`;
    terminal.warn(`${terminal.errorColours.red("broken")}: ${shownStore(where)}${act}: ${broken.message}\n`);
    terminal.warn(
      `  help: ${counted(entries, "act", "acts")} before it ${entries === 1 ? "is" : "are"} good; restore a backup\n`,
    );
    return 1;
  } finally {
    await store.close();
  }
};
