/** The offices that accounts can be granted, in the order in which they are offered. */
import type { Grant } from "../api/generated/routes.ts";

type RoleName = Grant["role"];

const HUMAN: readonly RoleName[] = [
  "users-office",
  "legal-service",
  "team-leader",
  "experiment-secretary",
  "delegate",
  "security-officer",
  "auditor",
  "alias-keeper",
  "cleared",
  "administrator",
];
const MACHINE: readonly RoleName[] = ["access-system", "monitor"];

export const officesFor = (kind: "human" | "client"): readonly RoleName[] =>
  kind === "client" ? MACHINE : HUMAN;

/** Offices that are of something: an institute, an experiment, a body. */
const NARROWED: readonly string[] = ["team-leader", "experiment-secretary", "delegate"];

export const isOfSomething = (role: string): boolean => NARROWED.includes(role);
