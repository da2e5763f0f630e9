/** The frame of every page: where one can go, the day as known on, the language, who is looking, and what everybody must know. */
import { ActionIcon, Burger, Button, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api/ask.ts";
import { answers, onConnection } from "../api/connection.ts";
import { topicAt } from "../help/topics.ts";
import { onTour, startTour, tourStep } from "../help/tour-state.ts";
import { LANGUAGES, speak } from "../words/words.ts";
import { KnownOnBanner, KnownOnControl } from "./known-on.tsx";
import { useMe } from "./me.ts";
import { PLACES } from "./places.ts";
import { SessionNotices, tellOtherTabs } from "./session-notices.tsx";

export function Shell() {
  const { t } = useTranslation("shell");
  const [isOpen, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when the page changes
  useEffect(() => {
    close();
    for (const open of document.querySelectorAll<HTMLElement>("[popover]:popover-open")) open.hidePopover();
  }, [pathname]);
  return (
    <>
      <a className="skip" href="#page">
        {t("skip")}
      </a>
      <header className="header">
        <Burger
          className="narrow-only"
          size="sm"
          opened={isOpen}
          onClick={toggle}
          aria-label={t("menu")}
          aria-expanded={isOpen}
          aria-controls="places"
        />
        <Link to="/" className="brand">
          Comity
        </Link>
        <nav id="places" className={isOpen ? "places open" : "places"} aria-label={t("places.label")}>
          {PLACES.map(({ to, name }) => (
            <Link
              key={to}
              to={to}
              className="place"
              activeProps={{ "data-here": true, "aria-current": "page" }}
              activeOptions={{ exact: to === "/", includeSearch: false }}
            >
              {t(`places.${name}`)}
            </Link>
          ))}
          <Link {...helpOf(pathname)} className="place narrow-only">
            {t("places.help")}
          </Link>
        </nav>
        <div className="controls">
          <SearchLink />
          <KnownOnControl />
          <Link
            {...helpOf(pathname)}
            className="icon-link wide-only help-link"
            aria-label={t("places.help")}
            title={t("places.help")}
          >
            ?
          </Link>
          <LanguageMenu />
          <SchemeSwitch />
          <AccountMenu />
        </div>
      </header>
      <section className="notices" aria-label={t("notices")}>
        <KnownOnBanner />
        <TourHere />
        <Connection />
        <SessionNotices />
        <MadeUp />
      </section>
      <main id="page" className="page" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}

/** The help of the page at an address. */
function helpOf(pathname: string) {
  const topic = topicAt(pathname);
  return topic === undefined ? { to: "/help" } : { to: "/help/$topic", params: { topic } };
}

/** Loaded when somebody takes it. */
const Tour = lazy(async () => ({ default: (await import("../help/tour.tsx")).Tour }));

function TourHere() {
  const step = useSyncExternalStore(onTour, tourStep);
  return step === undefined ? null : (
    <Suspense>
      <Tour step={step} />
    </Suspense>
  );
}

/** Says that the server does not answer, as long as it does not. */
function Connection() {
  const { t } = useTranslation("shell");
  const isThere = useSyncExternalStore(onConnection, answers);
  return (
    <div role="status" aria-live="polite">
      {!isThere && <p className="connection">{t("connection.lost")}</p>}
    </div>
  );
}

/** Registries of made-up people say so on every page. */
function MadeUp() {
  const { t } = useTranslation("shell");
  const me = useMe();
  if (!me.demo) return null;
  return (
    <p className="made-up">
      {t("madeUp")}{" "}
      <button type="button" className="link" onClick={startTour}>
        {t("tour")}
      </button>
    </p>
  );
}

/** The way to the search; the key `/` leads there too, where nothing is being typed. */
function SearchLink() {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      const { target, key, ctrlKey, metaKey, altKey } = event;
      const isTyping =
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      if (key !== "/" || isTyping || ctrlKey || metaKey || altKey) return;
      event.preventDefault();
      void navigate({ to: "/search" });
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, [navigate]);
  return (
    <Link to="/search" className="icon-link" aria-label={t("search")} title={t("search")}>
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <circle cx="7.5" cy="7.5" r="5" fill="none" stroke="currentColor" strokeWidth="1.7" />
        <path d="M11.3 11.3l4.4 4.4" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" />
      </svg>
    </Link>
  );
}

/** The other languages, each by its own name for whoever hears the page. */
function LanguageMenu() {
  const { t, i18n } = useTranslation("shell");
  return LANGUAGES.filter((language) => language !== i18n.language).map((language) => (
    <Button
      key={language}
      variant="subtle"
      color="gray"
      size="compact-sm"
      lang={language}
      title={t(`language.${language}`)}
      aria-label={`${language.toUpperCase()}: ${t(`language.${language}`)}`}
      onClick={() => void speak(language)}
    >
      {language.toUpperCase()}
    </Button>
  ));
}

function SchemeSwitch() {
  const { t } = useTranslation("shell");
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const other = scheme === "light" ? "dark" : "light";
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      onClick={() => setColorScheme(other)}
      aria-label={t(`scheme.${other}`)}
      title={t(`scheme.${other}`)}
    >
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <circle cx="9" cy="9" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M9 2.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
      </svg>
    </ActionIcon>
  );
}

function AccountMenu() {
  const { t } = useTranslation("shell");
  const me = useMe();
  const [problem, setProblem] = useState(false);
  if (!me.isKnown) return null;
  if (me.account === null)
    return (
      <Button component="a" href="/sign-in?returnTo=/" size="compact-sm" variant="default">
        {t("account.signIn")}
      </Button>
    );
  const signOut = async (): Promise<void> => {
    try {
      await ask("DELETE /api/v1/me/session", {});
      tellOtherTabs();
      location.assign("/");
    } catch {
      setProblem(true);
    }
  };
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        className="account"
        popoverTarget="account-menu"
        title={me.account}
      >
        {me.account}
      </Button>
      <div id="account-menu" popover="auto" className="header-popover">
        <ul className="header-menu">
          <li className="header-menu-name">{me.account}</li>
          {me.person !== null && (
            <li>
              <Link to="/people/$person" params={{ person: me.person }}>
                {t("account.myPage")}
              </Link>
            </li>
          )}
          <li>
            <Link to="/settings">{t("account.settings")}</Link>
          </li>
          <li>
            <button type="button" onClick={() => void signOut()}>
              {t(problem ? "account.signOutFailed" : "account.signOut")}
            </button>
          </li>
        </ul>
      </div>
    </>
  );
}
