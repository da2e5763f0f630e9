/** The public face of the server. */
export { type App, createApp } from "./app.ts";
export { type Config, ConfigError, configFrom } from "./config/config.ts";
export { configurationPage } from "./config/configuration-page.ts";
export type { Env, Identify, Room, ServerContext } from "./context.ts";
export { type RunOptions, runServer } from "./serve/run-server.ts";
export { type RunningServer, type StartOptions, startServer } from "./serve/start-server.ts";
export { administratorLink, identifyBy, type SignIn, signInOf, signInRoom } from "./sign-in/index.ts";
