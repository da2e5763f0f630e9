/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

const loader = () => loadWords("policy");
const id = (given: unknown): string | undefined =>
  typeof given === "string" && /^[\w-]{1,60}$/.test(given) ? given : undefined;

export const policyRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/policy",
    loader,
    component: lazyRouteComponent(() => import("./policy-page.tsx"), "PolicyPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/policy/edit",
    /** The proposal that is being changed; the registry's own policy where there is none. */
    validateSearch: ({ proposal }: Record<string, unknown>): { readonly proposal?: string } => {
      const found = id(proposal);
      return found === undefined ? {} : { proposal: found };
    },
    loader,
    component: lazyRouteComponent(() => import("./editor/edit-page.tsx"), "EditPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/policy/proposals",
    loader,
    component: lazyRouteComponent(() => import("./proposals/proposals-page.tsx"), "ProposalsPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/policy/proposals/$proposal",
    loader,
    component: lazyRouteComponent(() => import("./proposals/proposal-page.tsx"), "ProposalPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/policy/compare",
    /** Proposals; the registry's own policy where one is not said. */
    validateSearch: ({ a, b }: Record<string, unknown>): { readonly a?: string; readonly b?: string } => {
      const [first, second] = [id(a), id(b)];
      return { ...(first === undefined ? {} : { a: first }), ...(second === undefined ? {} : { b: second }) };
    },
    loader,
    component: lazyRouteComponent(() => import("./proposals/compare-page.tsx"), "ComparePage"),
  }),
] as const;
