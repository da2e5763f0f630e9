/** A small world with a guide, on a real store: what tests of the desk and of mails begin with. */
import { day } from "@comity/calendar";
import { type Act, fold } from "@comity/registry";
import { type FollowedStore, followStore, masterKeyFrom, openStore, type Store } from "@comity/store";
import { ACTS, act, policy } from "../../decision/test/small-world.ts";
import { freshDatabase, MASTER_TEXT } from "../../store/test/ground/shared.ts";
import {
  Desk,
  type Guide,
  type Instrument,
  Letters,
  PostOffice,
  type PostOfficeOptions,
  readGuide,
  type SmtpServer,
} from "../src/index.ts";

/** The entitlements of the small policy, and what is done about them. */
export const GUIDE = `# A small guide

## Offices
| office | English | français |
|---|---|---|
| front-desk | Front desk | Accueil |
| legal | Legal service | Service juridique |

## What ends, in words
| entitlement | English | français |
|---|---|---|
| registration | your registration through the institute | votre enregistrement par l'institut |
| access | your access | votre accès |
| account | your account | votre compte |
| data | your access to data | votre accès aux données |
| permit | the permits of your family | les permis de votre famille |

## To do for each person
| item | when this ends | what is done | owner | due | undone by | source |
|---|---|---|---|---|---|---|
| badge | access | badge handed in | front-desk | on the last day | badge given again | made up |
| account | account | account closed | front-desk | on the first day without | cannot: it is gone | made up |
| data | data | taken out of the group | legal | on the first day without | put in again | made up |

## Letters
| letter | template | to | when this ends | due | source |
|---|---|---|---|---|---|
| notice | notice | party | any | on the latest day for notice | made up |
| told | person-told | person | any | 10 days after the decision | made up |
| account-60 | account-ends | person | account | 60 days before the last day | made up |
| account-7 | account-ends | person | account | 7 days before the last day | made up |
| institute | institute-told | institute | any | 10 days after the decision | made up |
| experiment | experiment-told | experiment | any | 10 days after the decision | made up |
| undone | reversed | person | reversal | 5 days after the decision | made up |

## Reviews
| review | what is looked at | owner | due | source |
|---|---|---|---|---|
| told-all | has everybody been told | legal | 30 days after the decision | made up |
| last-call | what is open | legal | 28 days before the last day | made up |
`;

export const guide: Guide = readGuide(GUIDE, "small.guide.md", policy);

export const INSTRUMENT: Instrument = {
  reference: "C/214/7",
  date: day("2023-12-15"),
  sha256: "ab".repeat(32),
  location: "the archive",
};

export const DRAFT = JSON.stringify({
  title: "End the agreement with B",
  body: "Council",
  session: "S1",
  date: "2023-12-15",
  acts: [{ act: "termination", agreement: "ICA-BB", lastDay: "2024-11-30" }],
});

/** Everybody has an address, but for ben. */
export const PEOPLE_ACTS: readonly Act[] = ["anna", "cleo", "dan", "finn"].map((person) =>
  act("person", {
    person,
    familyName: `Name-of-${person}`,
    mail: `${person}@mail.example`,
    on: day("2020-01-01"),
  }),
);

/** A clock that is set by hand. */
export class SetClock {
  now: Date;
  constructor(at: string) {
    this.now = new Date(at);
  }
  readonly read = (): Date => new Date(this.now);
  forward(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * 1000);
  }
}

export interface OfficeWorld {
  readonly url: string;
  readonly store: Store;
  readonly followed: FollowedStore;
  readonly desk: Desk;
  readonly clock: SetClock;
  office(server: SmtpServer | undefined, more?: Partial<PostOfficeOptions>): Promise<PostOffice>;
  close(): Promise<void>;
}

/** The small world as it stood on 18 December 2023, on PostgreSQL. */
export async function officeWorld(more: readonly Act[] = []): Promise<OfficeWorld> {
  const clock = new SetClock("2023-12-18T09:00:00.000Z");
  const url = await freshDatabase("PostgreSQL 18");
  const store = await openStore(url, {
    masterKey: masterKeyFrom({ COMITY_MASTER_KEY: MASTER_TEXT }),
    clock: clock.read,
  });
  await store.append([...ACTS, ...PEOPLE_ACTS, ...more], { by: "test" });
  const followed = await followStore(store, policy, { clock: clock.read });
  const desk = new Desk({ store, followed, guide, policy, clock: clock.read });
  const letters = await Letters.read();
  return {
    url,
    store,
    followed,
    desk,
    clock,
    office: (server, options = {}) =>
      Promise.resolve(
        new PostOffice({
          desk,
          letters,
          ...(server === undefined ? {} : { server }),
          from: "office@lab.example",
          organisation: "The laboratory",
          office: "legal",
          perMinute: 1000,
          patience: { connect: 2, idle: 1, whole: 3, answer: 2 },
          ...options,
        }),
      ),
    close: async () => {
      followed.close();
      await store.close();
    },
  };
}

/** The same world folded, without a store. */
export const foldedWorld = () => fold([...ACTS, ...PEOPLE_ACTS], { knownOn: day("2023-12-18") });
