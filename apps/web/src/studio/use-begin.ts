/** The newcomer's way in: the demo's decision as a draft of one's own, made where there is none yet. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { ask } from "../api/ask.ts";
import { ApiProblem } from "../api/problem.ts";
import { asking } from "../api/queries.ts";
import { useMe } from "../shell/me.ts";
import { STORY, STORY_DECISION } from "./story.ts";

/** Whether the registry is the one that the demo tells of. */
export function useStory(): boolean {
  const me = useMe();
  const { data } = useQuery({ ...asking("GET /api/v1/registry", {}), enabled: me.demo });
  return me.demo && data?.value.registry === STORY.registry;
}

interface Draft {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly withdrawn: object | null;
}

/** Opens the draft of the demo's decision, at once where `isAtOnce`. */
export function useBegin(isAtOnce: boolean, drafts: readonly Draft[] | undefined) {
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [error, setError] = useState<ApiProblem>();
  const begun = useRef(false);
  const open = useCallback(() => {
    if (begun.current) return;
    begun.current = true;
    const own = drafts?.find(
      ({ title, author, withdrawn }) =>
        title === STORY_DECISION.title && author === me.account && withdrawn === null,
    );
    const made =
      own === undefined
        ? ask("POST /api/v1/drafts", { body: { decision: { ...STORY_DECISION } } })
        : Promise.resolve(own);
    made.then(
      ({ id }) => {
        void queries.invalidateQueries({ queryKey: ["GET /api/v1/drafts"] });
        return navigate({
          to: "/studio/$draft",
          params: { draft: id },
          search: { knownOn: STORY.knownOn },
          replace: isAtOnce,
        });
      },
      (failed: unknown) => {
        begun.current = false;
        if (failed instanceof ApiProblem) setError(failed);
      },
    );
  }, [drafts, isAtOnce, me.account, navigate, queries]);
  const isDue = isAtOnce && drafts !== undefined && error === undefined;
  useEffect(() => {
    if (isDue) open();
  }, [isDue, open]);
  return { open, error, isBusy: isAtOnce && error === undefined };
}
