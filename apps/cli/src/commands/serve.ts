/** `comity serve`: a registry over HTTP. */
import { type Call, optionValue } from "../command.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";

/** Options, by the settings that they stand before. */
const OPTIONS: Readonly<Record<string, string>> = {
  port: "COMITY_PORT",
  host: "COMITY_HOST",
  policy: "COMITY_POLICY",
};

function environment(call: Call): Record<string, string | undefined> {
  const env: Record<string, string | undefined> = { ...process.env };
  for (const [option, setting] of Object.entries(OPTIONS)) {
    const value = optionValue(call, option);
    if (value !== undefined) env[setting] = value;
  }
  if (call.options.has("demo")) env.COMITY_DEMO = "yes";
  return env;
}

/** Aborts at the first signal; a second one ends the process as it is. */
function untilSignalled(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(1);
      controller.abort();
    });
  return controller.signal;
}

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  // The server is no part of the bundle: it is large, and no other command needs it.
  const { ConfigError, runServer } = await import("@comity/server");
  const [store] = call.operands;
  try {
    await runServer({
      ...(store === undefined ? {} : { store }),
      env: environment(call),
      onlyCheck: call.options.has("check"),
      tell: (line) => terminal.warn(`${line}\n`),
      until: untilSignalled(),
    });
    return 0;
  } catch (error) {
    if (error instanceof ConfigError) throw new Refusal(error.message);
    throw error;
  }
}
