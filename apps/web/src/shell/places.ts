/** Where the header leads. */

export const PLACES = [
  { to: "/", name: "now" },
  { to: "/studio", name: "studio" },
  { to: "/people", name: "people" },
  { to: "/institutes", name: "institutes" },
  { to: "/agreements", name: "agreements" },
  { to: "/experiments", name: "experiments" },
  { to: "/policy", name: "policy" },
  { to: "/records", name: "records" },
  { to: "/council", name: "council" },
  { to: "/carrying-out", name: "carryingOut" },
  { to: "/authors", name: "authors" },
] as const;
