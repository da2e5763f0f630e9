/** Where the pages begin. */
import "@mantine/core/styles.layer.css";
import "./shell/shell.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queries } from "./api/queries.ts";
import { router } from "./shell/router.tsx";
import { nonce, theme } from "./shell/theme.ts";
import { followOtherTabs, startWords } from "./words/words.ts";

await startWords();
followOtherTabs();
createRoot(document.getElementById("pages")!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={nonce}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
