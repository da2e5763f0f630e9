/** So many mails a minute, all processes together: counted in one document. */
import { DocumentMovedError, type Documents } from "@comity/store";

const COLLECTION = "mail-rate";

interface Minute {
  readonly minute: string;
  readonly count: number;
}

const untilNextMinute = (now: Date): number => 60_000 - (now.getTime() % 60_000);

/** The milliseconds until the next minute where all of this minute's mails were taken; undefined where one is left. */
export async function waitForRate(
  documents: Documents,
  perMinute: number,
  now: Date,
): Promise<number | undefined> {
  const known = await documents.get<Minute>(COLLECTION, "all");
  const isSpent = known?.value.minute === now.toISOString().slice(0, 16) && known.value.count >= perMinute;
  return isSpent ? untilNextMinute(now) : undefined;
}

/** Takes one of this minute's mails; undefined where it could, else the milliseconds until the next minute. */
export async function takeFromRate(
  documents: Documents,
  perMinute: number,
  now: Date,
  by: string,
): Promise<number | undefined> {
  const minute = now.toISOString().slice(0, 16);
  for (;;) {
    const known = await documents.get<Minute>(COLLECTION, "all");
    const count = known?.value.minute === minute ? known.value.count : 0;
    if (count >= perMinute) return untilNextMinute(now);
    const value: Minute = { minute, count: count + 1 };
    try {
      await documents.write(
        [{ collection: COLLECTION, id: "all", expected: known?.version ?? 0, value }],
        by,
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof DocumentMovedError)) throw error;
    }
  }
}
