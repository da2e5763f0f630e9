/** The language server of policies, in a worker of the page: nothing that is being written leaves the browser. */
import { serveLanguage } from "@comity/policy";

/** What is typed in so many milliseconds is read once. */
const PAUSE = 120;

serveLanguage(
  {
    send: (message) => postMessage(message),
    onMessage: (listener) => {
      addEventListener("message", ({ data }: MessageEvent<string>) => listener(data));
    },
  },
  { defer: (work) => setTimeout(work, PAUSE) },
);
