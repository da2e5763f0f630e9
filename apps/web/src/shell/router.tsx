/** Which address shows which page. Every page is loaded when it is needed. */
import { createRouter } from "@tanstack/react-router";
import { agreementRoutes } from "../agreements/routes.ts";
import { authorsRoutes } from "../authors/routes.ts";
import { carryingOutRoutes } from "../carrying-out/routes.ts";
import { councilRoutes } from "../council/routes.ts";
import { experimentRoutes } from "../experiments/routes.ts";
import { helpRoutes } from "../help/routes.ts";
import { instituteRoutes } from "../institutes/routes.ts";
import { nowRoutes } from "../now/routes.ts";
import { peopleRoutes } from "../people/routes.ts";
import { FailedPage } from "../pieces/states.tsx";
import { policyRoutes } from "../policy/routes.ts";
import { recordsRoutes } from "../records/routes.ts";
import { searchRoutes } from "../search/routes.ts";
import { settingsRoutes } from "../settings/routes.ts";
import { studioRoutes } from "../studio/routes.ts";
import { rootRoute } from "./root-route.tsx";

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...nowRoutes,
    ...studioRoutes,
    ...peopleRoutes,
    ...instituteRoutes,
    ...agreementRoutes,
    ...experimentRoutes,
    ...policyRoutes,
    ...recordsRoutes,
    ...councilRoutes,
    ...carryingOutRoutes,
    ...authorsRoutes,
    ...searchRoutes,
    ...settingsRoutes,
    ...helpRoutes,
  ]),
  defaultPreload: "intent",
  // A page that cannot be shown leaves the frame around it as it is.
  defaultErrorComponent: FailedPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
