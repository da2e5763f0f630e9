/** The metadata of the decision point (section 9 of the specification). */

/** Where the metadata lies, for a base without a path. */
export const WELL_KNOWN = "/.well-known/authzen-configuration";
/** Whoever read it may keep it for so long. */
export const METADATA_SECONDS = 3_600;

export const PATHS = {
  evaluation: "/access/v1/evaluation",
  evaluations: "/access/v1/evaluations",
  subject: "/access/v1/search/subject",
  resource: "/access/v1/search/resource",
  action: "/access/v1/search/action",
} as const;

/**
 * The document for a base, which is the address by which others reach the server. The specification wants `https`; a server on
 * loopback says what it is.
 *
 *     metadataOf("https://comity.example").access_evaluation_endpoint    // https://comity.example/access/v1/evaluation
 */
export function metadataOf(base: string) {
  return {
    policy_decision_point: base,
    access_evaluation_endpoint: base + PATHS.evaluation,
    access_evaluations_endpoint: base + PATHS.evaluations,
    search_subject_endpoint: base + PATHS.subject,
    search_resource_endpoint: base + PATHS.resource,
    search_action_endpoint: base + PATHS.action,
  };
}

/** The path of the metadata: the well-known part stands between the host and the path of the base (section 9.2). */
export function wellKnownPath(base: string): string {
  const { pathname } = new URL(base);
  return pathname === "/" ? WELL_KNOWN : WELL_KNOWN + pathname.replace(/\/$/, "");
}
