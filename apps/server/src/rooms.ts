/** Every room of routes, one line each. */

import { authorsRoom } from "./authors/authors-room.ts";
import { accessRoom } from "./authzen/access-room.ts";
import { carryingOutRoom } from "./carrying-out/carrying-out-room.ts";
import type { Room } from "./context.ts";
import { councilRoom } from "./council/council-room.ts";
import { doublesRoom } from "./doubles/doubles-room.ts";
import { draftsRoom } from "./drafts/drafts-room.ts";
import { feedRoom } from "./feed/feed-room.ts";
import { importsRoom } from "./imports/imports-room.ts";
import { metricsRoom } from "./observe/metrics-room.ts";
import { pagesRoom } from "./pages/pages-room.ts";
import { proposalsRoom } from "./proposals/proposals-room.ts";
import { personRoom } from "./questions/person-room.ts";
import { questionsRoom } from "./questions/questions-room.ts";
import { actsRoom } from "./registry/acts-room.ts";
import { agreementsRoom } from "./registry/agreements-room.ts";
import { changesRoom } from "./registry/changes-room.ts";
import { institutesRoom } from "./registry/institutes-room.ts";
import { namesRoom } from "./registry/names-room.ts";
import { peopleRoom } from "./registry/people-room.ts";
import { registryRoom } from "./registry/registry-room.ts";
import { wordsRoom } from "./registry/words-room.ts";
import { searchRoom } from "./search/search-room.ts";
import { signInRoom } from "./sign-in/index.ts";

/** The rooms, in the order in which their routes are tried and shown. */
export const ROOMS: readonly Room[] = [
  metricsRoom,
  registryRoom,
  wordsRoom,
  changesRoom,
  searchRoom,
  agreementsRoom,
  institutesRoom,
  peopleRoom,
  namesRoom,
  doublesRoom,
  actsRoom,
  importsRoom,
  accessRoom,
  questionsRoom,
  personRoom,
  authorsRoom,
  feedRoom,
  signInRoom,
  carryingOutRoom,
  draftsRoom,
  councilRoom,
  (context) => proposalsRoom(context),
  pagesRoom(),
];
