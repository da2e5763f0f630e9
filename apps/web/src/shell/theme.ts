/**
 * Colours and type. One accent, and it means one thing: "this draft takes away" (`takes`). Blue-grey is how things stand (`stands`); everything
 * else is grey. Never colour alone: whatever is accented says so in words or by its shape too.
 */
import { createTheme, type MantineColorsTuple } from "@mantine/core";

const takes: MantineColorsTuple = [
  "#fdf1ea",
  "#f9e0d2",
  "#f0bfa3",
  "#e79c71",
  "#e07f48",
  "#d86a2c",
  "#b4531d",
  "#9a4415",
  "#7f370f",
  "#642a09",
];
const stands: MantineColorsTuple = [
  "#eff3f9",
  "#dee6f0",
  "#bccbdf",
  "#97adcb",
  "#7893ba",
  "#5f7fab",
  "#4d6c97",
  "#3f5a80",
  "#324969",
  "#243853",
];

export const theme = createTheme({
  primaryColor: "stands",
  primaryShade: { light: 7, dark: 6 },
  colors: { takes, stands },
  fontFamily: 'Inter, "Segoe UI", system-ui, -apple-system, "Noto Sans", "DejaVu Sans", sans-serif',
  headings: { fontWeight: "650", sizes: { h1: { fontSize: "1.5rem" }, h2: { fontSize: "1.1rem" } } },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
});

const page = document.querySelector<HTMLMetaElement>('meta[name="comity-nonce"]');

/** The nonce by which the server lets this page's own style elements in. */
export const nonce = (): string => page?.content ?? "";

// Dialogs keep the page behind them from scrolling by a style element of their own (react-remove-scroll), which takes the nonce from this name.
Object.assign(globalThis, { __webpack_nonce__: nonce() });
