/** What problems of the sign-in say in French, by their codes: the pages that the server writes itself have no other words for them. */

/** A sentence, and what to do where there is something. */
export interface ToldProblem {
  readonly says: string;
  readonly help?: string;
}

const AGAIN = "Recommencez sur la page de connexion, dans ce navigateur.";
const NEW_LINK = "Demandez-en un nouveau à qui vous l’a envoyé.";
const OFFICE = "Adressez-vous au bureau des utilisateurs.";

/** By code. A code that is missing is told in English, and marked so. */
export const PROBLEMS_FR: Readonly<Record<string, ToldProblem>> = {
  "link-unknown": {
    says: "Ce lien n’est pas l’un des nôtres, ou il a déjà servi.",
    help: NEW_LINK,
  },
  "link-expired": {
    says: "Ce lien est trop ancien, ou une horloge a été réglée depuis.",
    help: NEW_LINK,
  },
  "administrator-exists": {
    says: "Quelqu’un administre déjà ce serveur.",
    help: "Cette personne peut vous créer un compte.",
  },
  "account-disabled": { says: "Ce compte est désactivé.", help: OFFICE },
  "demo-off": { says: "La démonstration n’est pas ouverte ici." },
  "demo-refused": {
    says: "Des personnes ont un compte dans ce registre : il n’est pas pour une démonstration.",
    help: "Lancez la démonstration sur un registre fictif à elle.",
  },
  "not-signed-in": { says: "Vous n’êtes pas connecté.", help: "Connectez-vous d’abord." },
  "not-found": { says: "Ceci n’existe pas, ou n’existe plus." },
  "sign-in-again": {
    says: "Pour cela, prouvez une nouvelle fois votre identité.",
    help: "Connectez-vous à nouveau ; vous avez alors dix minutes.",
  },
  "last-factor": {
    says: "Vous ne pourriez plus vous connecter.",
    help: "Ajoutez d’abord un autre moyen de connexion.",
  },
  "too-many-factors": {
    says: "Ce compte a déjà autant de moyens de connexion qu’il peut en avoir.",
    help: "Retirez-en un qui ne sert pas.",
  },
  "identity-of-another": {
    says: "Cette identité est liée à un autre compte.",
    help: OFFICE,
  },
  "form-stale": {
    says: "Ce formulaire n’a pas été fait pour ce navigateur et cette session, ou il y a trop longtemps.",
    help: "Revenez en arrière, rechargez la page et renvoyez-le.",
  },
  wait: {
    says: "Cela a échoué trop souvent depuis votre adresse : attendez une minute.",
    help: "Les autres ne sont pas bloqués par cela.",
  },
  "passkey-refused": {
    says: "La clé d’accès n’est pas acceptée.",
    help: "Essayez à nouveau, ou connectez-vous autrement.",
  },
  "challenge-unknown": {
    says: "Cette clé d’accès répond à une question que personne n’a posée, ou qui a déjà eu sa réponse.",
    help: "Recommencez depuis le début.",
  },
  "challenge-expired": {
    says: "Cela a pris plus de cinq minutes, ou une horloge a été réglée entre-temps.",
    help: "Recommencez depuis le début.",
  },
  "round-trip-unknown": {
    says: "Cette connexion n’a pas commencé ici, ou elle est déjà finie.",
    help: AGAIN,
  },
  "round-trip-elsewhere": {
    says: "Cette connexion a commencé dans un autre navigateur, ou avec un autre fournisseur.",
    help: AGAIN,
  },
  "round-trip-expired": {
    says: "Cette connexion a pris plus de dix minutes, ou une horloge a été réglée entre-temps.",
    help: AGAIN,
  },
  "no-such-provider": { says: "Ce moyen de connexion n’existe pas ici." },
  "no-such-demo-role": { says: "La démonstration n’a pas ce rôle." },
  "second-factor-needed": {
    says: "Le fournisseur ne dit pas que vous avez montré un second facteur.",
    help: "Connectez-vous par une clé d’accès, ou avec un second facteur chez le fournisseur.",
  },
  "provider-too-slow": {
    says: "Le fournisseur n’a pas répondu à temps.",
    help: "Essayez plus tard, ou connectez-vous autrement.",
  },
  "provider-refused": { says: "Le fournisseur ne vous a pas connecté.", help: AGAIN },
  "forged-request": { says: "Cette demande ne vient pas d’une de nos pages.", help: AGAIN },
  "identity-not-tied": {
    says: "Ce que le fournisseur dit de vous n’est lié à aucun compte ici.",
    help: "Le bureau des utilisateurs peut vous inviter : vous recevez alors un lien.",
  },
  "provider-unreachable": {
    says: "Le fournisseur ne répond pas.",
    help: "Essayez plus tard, ou connectez-vous autrement.",
  },
  NotAllowedError: {
    says: "Le navigateur n’a pas donné de clé d’accès : l’opération a été refusée, ou a duré trop longtemps.",
  },
};
