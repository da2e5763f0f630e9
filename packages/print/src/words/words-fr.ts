import { grouped, HIDDEN, kindInWords, listed, type Words } from "./words.ts";

/** A narrow space that does not break stands between thousands, and before the sign of percent. */
const THIN = "\u202f";

const count: Words["count"] = (value) => (value === null ? HIDDEN : grouped(value, THIN));

/** Kinds that policies share, one and several; others stay as the policy names them. */
const KINDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  Person: ["personne", "personnes"],
  Dependant: ["personne à charge", "personnes à charge"],
  Party: ["partie", "parties"],
  State: ["État", "États"],
  Institute: ["institut", "instituts"],
  FundingAgency: ["organisme de financement", "organismes de financement"],
  Organisation: ["organisation", "organisations"],
  Agreement: ["accord", "accords"],
  Experiment: ["expérience", "expériences"],
  Grant: ["subvention", "subventions"],
  Body: ["organe", "organes"],
  "": ["droit", "droits"],
};

const kind = (name: string): string => KINDS[name]?.[0] ?? kindInWords(name);
const kinds = (name: string): string => KINDS[name]?.[1] ?? kindInWords(name);

/** In French nought and one take the singular. */
const some = (value: number | null, one: string, many: string): string =>
  `${count(value)} ${value !== null && value < 2 ? one : many}`;

export const french: Words = {
  language: "fr",
  count,
  percent: (value) => (value === null ? "" : `${value.toFixed(2).replace(".", ",")}${THIN}%`),
  kicker: "Fiche d’impact d’un projet de décision",
  cleared: "Tous les chiffres : réservé aux lecteurs habilités",
  meta: {
    registry: "Registre",
    knownOn: "Tel que connu le",
    head: "Tête du registre",
    policy: "Règlement",
    decision: "Soumis à",
    session: "session",
  },
  acts: (position) => `après ${some(position, "acte", "actes")}`,
  page: { before: "Page", between: "sur" },
  asked: "Ce qui serait décidé",
  inadmissible: "Irrecevable : le projet enfreint une clause du règlement.",
  admissible: "Recevable",
  tiles: {
    people: "personnes perdraient un droit",
    institutes: "instituts concernés",
    firstDay: "premier jour sans",
    elsewhere: "gardent tout par un autre institut",
  },
  answer: ({ people, institutes, firstDay, elsewhere }) => {
    const at = institutes === 0 ? "" : ` dans ${some(institutes, "institut", "instituts")},`;
    const rest =
      elsewhere === 0
        ? ""
        : ` Parmi elles, ${some(elsewhere, "personne garde", "personnes gardent")} tout par un autre institut.`;
    return `${some(people, "personne perdrait un droit", "personnes perdraient un droit")},${at} la première le ${firstDay ?? "jour inconnu"}.${rest}`;
  },
  others: (losers, firstDay, noPerson) => {
    const who = listed(
      losers.map(({ kind: name, count: value }) => some(value, kind(name), kinds(name))),
      "et",
    );
    const first = `la première perte étant le ${firstDay}`;
    return noPerson
      ? `Perdraient un droit : ${who}, ${first} ; aucune personne n’en perdrait.`
      : `De même : ${who}, ${first}.`;
  },
  nobody: "Personne ne perdrait rien.",
  sections: {
    clauses: "Clauses que le projet enfreint",
    lost: "Ce qui serait perdu, et quand",
    again: "Ce qui revient ensuite",
    agreements: "Accords",
    institutes: "Où",
    among: "Parmi elles",
    notTouched: "Qui ne serait pas touché",
    remedies: "Ce que chacun pourrait faire pour rester",
    money: "Finances, en unités des quotes-parts",
    takers: "Quelqu’un doit être désigné pour reprendre",
    gained: "Ce qui serait gagné",
    warnings: "À savoir",
    which: (name) => `Liste : ${kinds(name)}`,
  },
  columns: {
    entitlement: "droit",
    people: "personnes",
    count: "nombre",
    firstWithout: "premier jour sans",
    firstWith: "premier jour avec",
    lastWith: "dernier jour avec",
    institute: "institut",
    party: "partie",
    agreement: "accord",
    change: "ce qui arrive",
    title: "titre",
    who: "qui",
    because: "parce que",
    experiment: "expérience",
    leavers: "qui part, et payait",
    spread: "à répartir",
    ofAll: "du total",
    othersPay: "les autres paient",
    item: "objet",
    units: "unités",
    from: "dès le",
    all: "toutes",
  },
  marks: {
    missionCritical: "indispensables à la mission",
    underReview: "en cours d’examen",
    residentNearby: "résidant à proximité",
    dependants: "personnes à leur charge",
  },
  byExperiment: "par expérience",
  keeps: "garde",
  forExample: "par exemple",
  source: "source",
  change: ({ change, lastDay, day, through, restriction, with: withOther }) => {
    const until = through === undefined ? "" : ` au ${through} inclus`;
    const from = until === "" ? `dès le ${day}` : `du ${day}${until}`;
    switch (change) {
      case "ends":
        return `prend fin après le ${lastDay ?? day}${withOther === undefined ? "" : `, avec ${withOther}`}`;
      case "goes on":
        return `se poursuit ${from}`;
      case "suspended":
        return `suspendu ${from}`;
      case "resumed":
        return `reprend effet dès le ${day}`;
      case "restricted":
        return `${restriction ?? "restreint"} ${from}`;
      case "freed":
        return `n’est plus restreint dès le ${day}${restriction === undefined ? "" : ` (${restriction})`}`;
      case "closed":
        return `fermé aux nouveaux venus ${from}`;
      case "opened":
        return `rouvert aux nouveaux venus dès le ${day}`;
    }
  },
  againOf: (back, all) => `${count(back)} sur ${count(all)}`,
  fromDay: (value, day) => `${count(value)} dès le ${day}`,
  cases: (value) => some(value, "cas", "cas"),
  span: (day, lastDay) => (lastDay === undefined ? `dès le ${day}` : `du ${day} au ${lastDay}`),
  untaken: (units) => `${units} que plus personne ne reprend`,
  more: (value) => `et ${count(value)} de plus, que donne le classeur`,
  kind,
  kinds,
  roundedNote: "Les nombres de personnes sont arrondis au multiple de cinq le plus proche.",
  hiddenNote: `${HIDDEN} est masqué : un chiffre inférieur à 5, ou un chiffre qui en révélerait un.`,
  units: "unités",
};
