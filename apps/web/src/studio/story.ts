/**
 * The decision that the demo's registry is about: what CERN's Council decided on 15 December 2023, as
 * scenarios/cern-2024/decisions/council-2023-12-15.json has it. A newcomer is led straight to it.
 */
import type { DecisionFile } from "./draft-acts.ts";

export const STORY = { registry: "cern-2024", knownOn: "2023-12-15", agreement: "ICA-RU" } as const;

export const STORY_DECISION: DecisionFile = {
  title: "The decision of 15 December 2023",
  note: "Ends the agreement with Russia from 30 November 2024 and that with Belarus from 27 June 2024, together with all related protocols and addenda, and with them all other agreements and memoranda that allow their institutes to take part. It does not concern people at other institutes, whatever their nationality.",
  body: "Council",
  session: "214",
  date: "2023-12-15",
  knownOn: "2023-12-15",
  acts: [
    { act: "termination", agreement: "ICA-RU", lastDay: "2024-11-30" },
    { act: "termination", agreement: "ICA-BY", lastDay: "2024-06-27" },
  ],
};
