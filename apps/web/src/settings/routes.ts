/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/settings",
    loader: () => loadWords("settings", "pieces"),
    component: lazyRouteComponent(() => import("./settings-page.tsx"), "SettingsPage"),
  }),
] as const;
