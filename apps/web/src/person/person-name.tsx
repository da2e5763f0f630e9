/** What a person is called. A name is a look: it is shown at once on one's own page, and to others when they ask for it. */
import { Anchor, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { usePurpose } from "../pieces/purpose.tsx";
import { useMe } from "../shell/me.ts";

export function PersonName({ person, isOwn }: { readonly person: string; readonly isOwn: boolean }) {
  const { t } = useTranslation("person");
  const me = useMe();
  const purpose = usePurpose(person).with;
  const [isAsked, setAsked] = useState(false);
  const { data, error, isFetching } = useQuery({
    ...asking("GET /api/v1/people/{id}/names", { params: { id: person }, ...purpose }),
    enabled: me.isKnown && (isOwn || isAsked),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const identifier = isOwn ? `${t("who.identifier", { id: person })} ` : "";
  if (data === undefined)
    return (
      <Group gap="xs">
        {isOwn ? (
          <Text size="sm" c="dimmed">
            {identifier}
          </Text>
        ) : (
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => setAsked(true)}
            disabled={isFetching}
          >
            {t("who.showName")}
          </Anchor>
        )}
        {!isOwn && (
          <Text size="xs" c="dimmed">
            {error === null ? t("who.nameIsLook") : t("who.noName")}
          </Text>
        )}
      </Group>
    );
  const { familyName, givenName, orcid } = data.value;
  const name = [givenName, familyName].filter((part) => part !== null && part !== "").join(" ");
  return (
    <Text size="sm">
      <strong dir="auto">{name}</strong>{" "}
      <Text span size="sm" c="dimmed">
        {identifier}
        {orcid !== null && `ORCID ${orcid}`}
      </Text>
    </Text>
  );
}
