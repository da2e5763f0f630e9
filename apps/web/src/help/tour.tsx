/** A short tour: a small card beside the page, never over what it speaks of, ended by one click or Escape. */
import { Button, Group, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { DemoRoles } from "../pieces/demo-roles.tsx";
import { useMe } from "../shell/me.ts";
import { goToStep } from "./tour-state.ts";
import "./help.css";

/** Each with the role of the demo in which there is most to see. */
const STEPS = [
  { name: "now", to: "/", role: undefined },
  { name: "studio", to: "/studio", role: "legal-service" },
  { name: "people", to: "/people", role: "scientist" },
  { name: "policy", to: "/policy", role: undefined },
  { name: "records", to: "/records", role: undefined },
] as const;

export function Tour({ step }: { readonly step: number }) {
  const { t } = useTranslation("help");
  const me = useMe();
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  const at = Math.min(step, STEPS.length - 1);
  const shown = STEPS[at]!;
  useEffect(() => {
    void navigate({ to: shown.to });
  }, [navigate, shown.to]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step is read out as it comes
  useEffect(() => heading.current?.focus(), [at]);
  const isLast = at === STEPS.length - 1;
  return (
    <aside
      className="tour"
      aria-label={t("tour.label")}
      onKeyDown={({ key }) => {
        if (key === "Escape") goToStep(undefined);
      }}
    >
      <Text size="xs" c="dimmed">
        {t("tour.step", { step: at + 1, all: STEPS.length })}
      </Text>
      <h2 ref={heading} tabIndex={-1} className="tour-title">
        {t(`tour.steps.${shown.name}.title`)}
      </h2>
      <Text size="sm" mb="xs">
        {t(`tour.steps.${shown.name}.text`)}
      </Text>
      {me.demo && shown.role !== undefined && me.account !== `demo-${shown.role}` && (
        <div className="tour-roles">
          <DemoRoles returnTo={shown.to} only={[shown.role]} />
        </div>
      )}
      <Group justify="space-between" gap="xs">
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => goToStep(undefined)}>
          {t(isLast ? "tour.end" : "tour.skip")}
        </Button>
        <Group gap={6}>
          {at > 0 && (
            <Button size="compact-sm" variant="default" onClick={() => goToStep(at - 1)}>
              {t("tour.back")}
            </Button>
          )}
          {!isLast && (
            <Button size="compact-sm" onClick={() => goToStep(at + 1)}>
              {t("tour.next")}
            </Button>
          )}
        </Group>
      </Group>
    </aside>
  );
}
