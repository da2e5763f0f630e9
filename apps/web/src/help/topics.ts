/** The pages that have help, and where each is. */

export const TOPICS = [
  { name: "now", to: "/" },
  { name: "studio", to: "/studio" },
  { name: "people", to: "/people" },
  { name: "institutes", to: "/institutes" },
  { name: "agreements", to: "/agreements" },
  { name: "experiments", to: "/experiments" },
  { name: "policy", to: "/policy" },
  { name: "records", to: "/records" },
  { name: "council", to: "/council" },
  { name: "carrying-out", to: "/carrying-out" },
  { name: "authors", to: "/authors" },
  { name: "settings", to: "/settings" },
] as const;

export type TopicName = (typeof TOPICS)[number]["name"];

/** The help of the page at an address: `/people/p3` has that of `people`; undefined where there is none. */
export function topicAt(pathname: string): TopicName | undefined {
  const first = pathname.split("/")[1] ?? "";
  return TOPICS.find(({ name }) => name === (first === "" ? "now" : first))?.name;
}
