/** Says when the session has ended, and when another tab has signed in as somebody else: this page then shows what they may see. */
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../api/queries.ts";
import { noteSignedIn, onSessionEnd, sessionEnd } from "../api/session.ts";
import { useMe } from "./me.ts";

const CHANNEL = "comity-session";

/** Tells other tabs of this browser that who is signed in has changed. */
export function tellOtherTabs(): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("changed");
  channel.close();
}

/** The sign-in page, which leads back to where one is. */
const signInHere = (): string =>
  `/sign-in?returnTo=${encodeURIComponent(location.pathname + location.search)}`;

const KNOWN = ["session-idle", "session-too-old", "session-replayed", "account-disabled"];

export function SessionNotices() {
  const { t } = useTranslation("shell");
  const ended = useSyncExternalStore(onSessionEnd, sessionEnd);
  const other = useOtherAccount();
  return (
    <div role="status" aria-live="polite">
      {ended !== undefined && (
        <p className="connection">
          {t(`session.${KNOWN.includes(ended) ? ended : "session-over"}`)} {t("session.kept")}{" "}
          <a href={signInHere()}>{t("session.signIn")}</a>
        </p>
      )}
      {ended === undefined && other.isOther && (
        <p className="connection">
          {other.account === null ? t("session.otherOut") : t("session.other", { account: other.account })}{" "}
          <button type="button" className="link" onClick={other.dismiss}>
            {t("session.understood")}
          </button>
        </p>
      )}
    </div>
  );
}

/** Whether this tab began with another account than the one that is signed in now. */
function useOtherAccount() {
  const { account, isKnown } = useMe();
  const first = useRef<string | null | undefined>(undefined);
  const [isOther, setOther] = useState(false);
  useEffect(() => {
    if (!isKnown) return;
    if (first.current !== undefined && first.current !== account) {
      // What was shown was for somebody else.
      void queries.invalidateQueries();
      setOther(true);
    }
    if (first.current === undefined) tellOtherTabs();
    if (account !== null) noteSignedIn();
    first.current = account;
  }, [account, isKnown]);
  useEffect(() => {
    if (typeof BroadcastChannel === "undefined") return;
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = () => void queries.invalidateQueries({ queryKey: ["GET /api/v1/me"] });
    return () => channel.close();
  }, []);
  return { account, isOther, dismiss: () => setOther(false) };
}
