/** The words of the pages that the server writes itself: those of the sign-in, in English and French. */
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { Env } from "../../context.ts";

/** The pages keep the reader's language in this cookie; it says nothing else. */
const LANGUAGE_COOKIE = "comity-language";

const EN = {
  language: "en",
  demoBanner: "Everybody can take on any role here. It is for registries of made-up people only.",
  demo: "Demo.",
  signIn: "Sign in",
  signInWith: "Sign in with",
  withPasskey: "Sign in with a passkey",
  noScript: "Passkeys need JavaScript; the other ways do not.",
  demoAs: "Demo: come in as",
  invited: "Whoever was invited opens the link that they were given, or",
  typeCode: "types its code",
  back: "To the first page",
  youWereInvited: "You were invited",
  linkOnce: "This link works once. It lets you add a passkey, or another way to sign in, to your account.",
  code: "Code",
  goOn: "Go on",
  onTo: "On to",
  failed: "That did not work",
  toSignIn: "To the sign-in page",
  roles: {} as Readonly<Record<string, string>>,
};

export type SignInWords = typeof EN;

const FR: SignInWords = {
  language: "fr",
  demoBanner:
    "Chacun peut y prendre n’importe quel rôle. Elle est réservée aux registres de personnes fictives.",
  demo: "Démonstration.",
  signIn: "Se connecter",
  signInWith: "Se connecter avec",
  withPasskey: "Se connecter avec une clé d’accès",
  noScript: "Les clés d’accès ont besoin de JavaScript ; les autres moyens non.",
  demoAs: "Démonstration : entrer comme",
  invited: "Qui a été invité ouvre le lien reçu, ou",
  typeCode: "saisit son code",
  back: "À la première page",
  youWereInvited: "Vous avez été invité",
  linkOnce:
    "Ce lien fonctionne une fois. Il vous permet d’ajouter à votre compte une clé d’accès, ou un autre moyen de connexion.",
  code: "Code",
  goOn: "Continuer",
  onTo: "Vers",
  failed: "Cela n’a pas fonctionné",
  toSignIn: "À la page de connexion",
  roles: {
    "users-office": "Bureau des utilisateurs",
    "legal-service": "Service juridique",
    delegate: "Délégation",
    "team-leader": "Responsable d’équipe d’un institut",
    "experiment-secretary": "Secrétariat d’une expérience",
    "security-officer": "Responsable de la sécurité",
    auditor: "Auditeur",
    scientist: "Scientifique",
  },
};

/** The words in the reader's language: what the pages kept, else what the browser asks for first of the two. */
export function wordsFor(c: Context<Env>): SignInWords {
  const kept = getCookie(c, LANGUAGE_COOKIE);
  if (kept === "fr") return FR;
  if (kept === "en") return EN;
  const asked = (c.req.header("accept-language") ?? "")
    .split(",")
    .map((part) => part.trim().slice(0, 2).toLowerCase());
  return asked.find((one) => one === "en" || one === "fr") === "fr" ? FR : EN;
}
