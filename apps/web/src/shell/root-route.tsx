/** The route around every page. */
import { createRootRoute, retainSearchParams } from "@tanstack/react-router";
import { FailedPage, NotThere } from "../pieces/states.tsx";
import { type Search, searchOf } from "./search.ts";
import { Shell } from "./shell.tsx";

export const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotThere,
  errorComponent: (failed) => <FailedPage {...failed} />,
  validateSearch: searchOf,
  // The day stays while one goes from page to page.
  search: { middlewares: [retainSearchParams<Search>(["knownOn"])] },
});
