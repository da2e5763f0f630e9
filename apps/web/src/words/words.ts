/** The words of the pages, in English and French: one file a room and language, loaded with the room. */
import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import { setWords } from "./set-type.ts";

export const LANGUAGES = ["en", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT_AS = "comity-language";

/** Every file of words; keys are the paths below `src`. */
const files = import.meta.glob<Record<string, unknown>>("../*/words/*.json", { import: "default" });

const backend: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (language, room, done) => {
    const load = files[`../${room}/words/${language}.json`];
    if (load === undefined) return done(new Error(`no words of ${room} in ${language}`), null);
    load().then(
      (words) => done(null, setWords(language, words) as Record<string, string>),
      (error: Error) => done(error, null),
    );
  },
};

function preferred(): Language {
  // Signing out clears what the tab stored; the cookie stays.
  const kept = localStorage.getItem(KEPT_AS) ?? /\bcomity-language=(en|fr)\b/.exec(document.cookie)?.[1];
  const wanted = [kept, ...navigator.languages.map((one) => one.slice(0, 2))];
  return (
    LANGUAGES.find((language) => language === wanted.find((one) => one === "en" || one === "fr")) ?? "en"
  );
}

/** Loads the words of the shell in the reader's language. */
export async function startWords(): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: preferred(),
      supportedLngs: [...LANGUAGES],
      fallbackLng: false,
      ns: ["shell"],
      defaultNS: "shell",
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}

/** The language in which the pages are shown. */
export const language = (): Language => (i18next.language === "fr" ? "fr" : "en");

/** Shows the pages in another language, and keeps that for the next time. */
export async function speak(wanted: Language): Promise<void> {
  localStorage.setItem(KEPT_AS, wanted);
  tellServer(wanted);
  await i18next.changeLanguage(wanted);
}

/** The pages that the server writes itself, of the sign-in, speak the language that this cookie says. */
function tellServer(wanted: Language): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in Firefox yet
  document.cookie = `comity-language=${wanted}; Path=/; Max-Age=31536000; SameSite=Lax; Secure`;
}

/** Another tab may have chosen another language. */
export function followOtherTabs(): void {
  addEventListener("storage", ({ key, newValue }) => {
    if (key === KEPT_AS && (newValue === "en" || newValue === "fr")) void i18next.changeLanguage(newValue);
  });
}

/** Loads the words of rooms ahead, for a route's loader. */
export const loadWords = (...rooms: string[]): Promise<void> => i18next.loadNamespaces(rooms);
