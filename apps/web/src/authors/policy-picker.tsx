/** Chooses a signing policy, and says what the chosen one does. */
import { NativeSelect, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { isOwnPolicy, OwnPolicy } from "./own-policy.tsx";

/** What is chosen before one's own policy is written. */
const OWN = "own";

/** The titles of signing policies: those that come with the product in the reader's language, others as they were written. */
export function usePolicyTitle(): (policy: string, title?: string) => string {
  const { t } = useTranslation("authors");
  return (policy, title) => t(`policies.${policy}.title`, { defaultValue: title ?? policy });
}

interface Properties {
  readonly label: string;
  readonly value: string;
  readonly onChange: (policy: string) => void;
  /** Offers none as well, by this name. */
  readonly none?: string;
  /** Offers one's own too. */
  readonly hasOwn?: true;
}

export function PolicyPicker({ label, value, onChange, none, hasOwn }: Properties) {
  const { t } = useTranslation("authors");
  const titleOf = usePolicyTitle();
  const { data } = useQuery({ ...asking("GET /api/v1/authors/policies", {}), staleTime: 600_000 });
  const policies = data?.value.policies ?? [];
  const chosen = policies.find(({ policy }) => policy === value);
  const [isWriting, setWriting] = useState(false);
  const isOwn = isWriting || isOwnPolicy(value);
  return (
    <div>
      <NativeSelect
        label={label}
        value={isOwn ? OWN : value}
        data={[
          ...(none === undefined ? [] : [{ value: "", label: none }]),
          ...(policies.length === 0 && value !== "" && !isOwn
            ? [{ value, label: titleOf(value) }]
            : policies.map(({ policy, title }) => ({ value: policy, label: titleOf(policy, title) }))),
          ...(hasOwn === true ? [{ value: OWN, label: t("ownPolicy.choice") }] : []),
        ]}
        onChange={({ currentTarget }) => {
          setWriting(currentTarget.value === OWN);
          if (currentTarget.value !== OWN) onChange(currentTarget.value);
        }}
      />
      {isOwn && <OwnPolicy value={value} onUse={onChange} />}
      {chosen !== undefined && !isOwn && (
        <Text size="xs" c="dimmed" mt={4}>
          {t(`policies.${chosen.policy}.about`, { defaultValue: chosen.about })}
        </Text>
      )}
    </div>
  );
}
