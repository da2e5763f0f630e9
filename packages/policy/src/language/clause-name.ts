/** Names of clauses. */

/** The name of a clause: `never "A member cannot be removed"` is `never:a-member-cannot-be-removed`. */
export function clauseName(title: string): string {
  const slug = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return `never:${slug}`;
}
