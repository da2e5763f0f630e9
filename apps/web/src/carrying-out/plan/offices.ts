/** The offices of the guide, as people call them, and how the work stands. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { PlanWork } from "../../api/generated/routes.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { asking } from "../../api/queries.ts";

export interface Work {
  readonly work: PlanWork | undefined;
  readonly error: ApiProblem | null;
  /** What an office is called; its identifier where the guide does not say. */
  readonly officeName: (office: string) => string;
}

/** The figures of a plan. */
export function useWork(decision: string): Work {
  const { i18n } = useTranslation("carrying-out");
  const { data, error } = useQuery(asking("GET /api/v1/decisions/{decision}/work", { params: { decision } }));
  const work = data?.value;
  const officeName = (office: string): string => {
    const found = work?.offices.find((each) => each.office === office);
    return found === undefined ? office : i18n.language === "fr" ? found.fr : found.en;
  };
  return { work, error, officeName };
}
