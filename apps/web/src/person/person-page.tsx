/** Everybody's own page: what one may do and until when, why, under which draft otherwise, what one can do about it, and who looked. */
import { Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { PurposeChoice, usePurpose } from "../pieces/purpose.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { useKnownOn } from "../shell/known-on.tsx";
import { useMe } from "../shell/me.ts";
import { AuthorLines } from "./author-lines.tsx";
import { ExtractCard } from "./extract-card.tsx";
import { keyOf } from "./held.ts";
import { LooksCard } from "./looks-card.tsx";
import { MayPicture } from "./may-picture.tsx";
import { PersonDrafts } from "./person-drafts.tsx";
import { PersonName } from "./person-name.tsx";
import { RecordedCard } from "./recorded-card.tsx";
import { WhyPanel } from "./why-panel.tsx";
import "./person.css";

const route = getRouteApi("/people/$person");

export function PersonPage() {
  const { person } = route.useParams();
  return <PersonShown key={person} person={person} />;
}

function PersonShown({ person }: { readonly person: string }) {
  const { t } = useTranslation("person");
  const me = useMe();
  const isOwn = me.person === person;
  const knownOn = useKnownOn();
  const purpose = usePurpose(person).with;
  const question = { params: { id: person }, query: { knownOn } };
  // Who asks decides for what: nothing is asked before that is known.
  const about = useQuery({
    ...asking("GET /api/v1/people/{id}", { ...question, ...purpose }),
    enabled: me.isKnown,
  });
  const held = useQuery({
    ...asking("GET /api/v1/people/{id}/entitlements", { ...question, ...purpose }),
    enabled: me.isKnown,
  });
  const [chosen, setChosen] = useState<string>();
  if (about.error !== null) return <Refusal error={about.error} again={() => void about.refetch()} />;
  const entitlements = held.data?.value.entitlements ?? [];
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1}>{isOwn ? t("own") : t("title", { id: person })}</Title>
          <PersonName person={person} isOwn={isOwn} />
        </div>
        <PurposeChoice person={person} />
      </Group>
      <div className="person-columns">
        <Stack gap="md" miw={0}>
          {held.error !== null ? (
            <Refusal error={held.error} again={() => void held.refetch()} />
          ) : held.data === undefined ? (
            <section className="sheet">
              <Loading lines={8} />
            </section>
          ) : (
            <>
              <MayPicture
                isOwn={isOwn}
                entitlements={entitlements}
                today={held.data.value.knownOn}
                chosen={chosen}
                onChoose={setChosen}
              />
              <WhyPanel
                key={chosen}
                held={entitlements.find((one) => keyOf(one) === chosen)}
                today={held.data.value.knownOn}
                person={person}
              />
            </>
          )}
          <PersonDrafts person={person} />
          {isOwn && <AuthorLines person={person} />}
        </Stack>
        <Stack gap="md" miw={0}>
          {about.data === undefined ? (
            <section className="sheet">
              <Loading />
            </section>
          ) : (
            <RecordedCard about={about.data.value} />
          )}
          <ExtractCard person={person} isOwn={isOwn} />
          <LooksCard person={person} isOwn={isOwn} />
          {about.data !== undefined && about.data.value.alsoKnownAs.length > 0 && (
            <Text size="sm" c="dimmed">
              {t("who.alsoKnownAs", { ids: about.data.value.alsoKnownAs.join(", ") })}
            </Text>
          )}
        </Stack>
      </div>
    </Stack>
  );
}
