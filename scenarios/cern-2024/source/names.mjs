/**
 * Made-up names, from syllables that belong to no language in particular. Whoever happens to bear one is not meant.
 */
const STARTS = [
  "Ba",
  "Be",
  "Bi",
  "Da",
  "De",
  "Do",
  "Fa",
  "Fe",
  "Fi",
  "Ga",
  "Ge",
  "Ka",
  "Ke",
  "Ko",
  "La",
  "Le",
  "Li",
  "Lo",
]
  .concat([
    "Ma",
    "Me",
    "Mi",
    "Mo",
    "Na",
    "Ne",
    "Ni",
    "No",
    "Pa",
    "Pe",
    "Po",
    "Ra",
    "Re",
    "Ri",
    "Ro",
    "Sa",
    "Se",
    "Si",
  ])
  .concat(["So", "Ta", "Te", "Ti", "To", "Va", "Ve", "Vi", "Wa", "We", "Ya", "Yo", "Za", "Ze"]);
const MIDDLES = [
  "ba",
  "de",
  "do",
  "fi",
  "ga",
  "ka",
  "la",
  "le",
  "li",
  "lo",
  "ma",
  "mi",
  "na",
  "ne",
  "no",
  "pa",
  "ra",
  "re",
].concat(["ri", "ro", "sa", "se", "si", "ta", "te", "to", "va", "ve", "vi", "zo"]);
const FAMILY_ENDS = [
  "dal",
  "den",
  "fel",
  "gon",
  "kan",
  "kel",
  "lan",
  "len",
  "lor",
  "mel",
  "mor",
  "nar",
  "nel",
  "pel",
].concat(["ran", "rel", "rin", "san", "sel", "tal", "tan", "tel", "tor", "val", "ven", "vor", "zan", "zel"]);
const GIVEN_ENDS = [
  "la",
  "lo",
  "mi",
  "na",
  "ne",
  "ni",
  "no",
  "ra",
  "ri",
  "ro",
  "sa",
  "ta",
  "ti",
  "va",
  "vi",
  "ya",
];

/** `{ familyName: "Moratel", givenName: "Vina" }` */
export function makeUpName(chance) {
  const familyName = chance.pick(STARTS) + chance.pick(MIDDLES) + chance.pick(FAMILY_ENDS);
  const givenName = chance.pick(STARTS) + chance.pick(GIVEN_ENDS);
  return { familyName, givenName };
}
