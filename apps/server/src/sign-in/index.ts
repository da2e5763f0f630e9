/** The face of the sign-in for the rest of the server. */
export { accountsCalled, type Called, CalledShown } from "./accounts/called.ts";
export { administratorLink } from "./first-run/first-administrator.ts";
export { identifyBy, identifyTokenBy } from "./identify.ts";
export { type SignIn, signInOf } from "./sign-in.ts";
export { signInRoom } from "./sign-in-room.ts";
export { type Standing, standingOf } from "./standing.ts";
