/** A worker for one page: what it says, and how to ask it. It ends when the page is left. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { BallotJob, BallotNews } from "./ballot-jobs.ts";

interface BallotWork {
  /** The last that it said; undefined before anything was asked, and after `stop`. */
  readonly news: BallotNews | undefined;
  readonly ask: (job: BallotJob) => void;
  /** Ends what it is doing, and forgets all that it held. */
  readonly stop: () => void;
}

export function useBallotWorker(): BallotWork {
  const worker = useRef<Worker | undefined>(undefined);
  const [news, setNews] = useState<BallotNews>();
  const stop = useCallback(() => {
    worker.current?.terminate();
    worker.current = undefined;
    setNews(undefined);
  }, []);
  useEffect(() => () => worker.current?.terminate(), []);
  const ask = useCallback((job: BallotJob) => {
    if (worker.current === undefined) {
      const opened = new Worker(new URL("./ballot-worker.ts", import.meta.url), { type: "module" });
      opened.addEventListener("message", ({ data }: MessageEvent<BallotNews>) => setNews(data));
      opened.addEventListener("error", () => setNews({ news: "shut", reason: "failed" }));
      worker.current = opened;
    }
    worker.current.postMessage(job);
  }, []);
  return { news, ask, stop };
}
