/** The conformance suite on the system's PostgreSQL. */
import { conformPostgres } from "./ground/conform-postgres.ts";

conformPostgres("the system's PostgreSQL");
