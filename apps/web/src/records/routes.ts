/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";
import { ledgerSearchOf } from "./ledger-search.ts";

/** The two that are to be merged, where a link says so. */
export interface MergeSearch {
  readonly person?: string;
  readonly into?: string;
}

const loader = () => loadWords("records");

export const recordsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/records",
    loader,
    validateSearch: ledgerSearchOf,
    component: lazyRouteComponent(() => import("./ledger/ledger-page.tsx"), "LedgerPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/records/acts/$act",
    loader,
    component: lazyRouteComponent(() => import("./ledger/act-page.tsx"), "ActPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/records/bring-in",
    loader,
    component: lazyRouteComponent(() => import("./bringing-in/bring-in-page.tsx"), "BringInPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/records/sets",
    loader,
    component: lazyRouteComponent(() => import("./sets-page.tsx"), "SetsPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/records/merge",
    loader,
    validateSearch: ({ person, into }: Record<string, unknown>): MergeSearch => ({
      ...(typeof person === "string" ? { person } : {}),
      ...(typeof into === "string" ? { into } : {}),
    }),
    component: lazyRouteComponent(() => import("./merge-page.tsx"), "MergePage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/records/doubles",
    loader,
    component: lazyRouteComponent(() => import("./doubles-page.tsx"), "DoublesPage"),
  }),
] as const;
