/** The public face of the registry package. */
export * from "./acts.ts";
