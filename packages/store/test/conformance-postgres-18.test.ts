/** The conformance suite on PostgreSQL 18. */
import { conformPostgres } from "./ground/conform-postgres.ts";

conformPostgres("PostgreSQL 18");
