/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

export const agreementRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/agreements",
    loader: () => loadWords("agreements"),
    component: lazyRouteComponent(() => import("./agreements-page.tsx"), "AgreementsPage"),
  }),
] as const;
