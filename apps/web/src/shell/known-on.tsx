/** "As known on": one control in the header, and impossible to overlook when it is not today. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { DayInput } from "../pieces/day-input.tsx";
import { DayText, useDayText } from "../pieces/day-text.tsx";
import { isDay } from "./search.ts";

/** The day as known on which the pages answer; undefined: today, and whatever is recorded meanwhile. */
export function useKnownOn(): string | undefined {
  return useSearch({ strict: false, select: ({ knownOn }) => (isDay(knownOn) ? knownOn : undefined) });
}

/** Sets the day for all pages; undefined: today. */
export function useSetKnownOn(): (day: string | undefined) => void {
  const navigate = useNavigate();
  return (knownOn) =>
    void navigate({ to: ".", search: (before: object) => ({ ...before, knownOn }), replace: true });
}

/** The control in the header. */
export function KnownOnControl() {
  const { t } = useTranslation("shell");
  const knownOn = useKnownOn();
  const setKnownOn = useSetKnownOn();
  const dayText = useDayText();
  const [typed, setTyped] = useState<string | undefined>(knownOn);
  useEffect(() => setTyped(knownOn), [knownOn]);
  const popover = useRef<HTMLDivElement>(null);
  const close = (): void => popover.current?.hidePopover();
  return (
    <>
      <Button
        size="compact-sm"
        {...(knownOn === undefined ? { variant: "default" } : { variant: "filled", color: "takes" })}
        popoverTarget="known-on"
      >
        {knownOn === undefined ? (
          <>
            <span className="wide-text">{t("knownOn.today")}</span>
            <span className="narrow-text">{t("knownOn.todayShort")}</span>
          </>
        ) : (
          <>
            <span className="wide-text">{t("knownOn.day", { day: dayText(knownOn, "short") })}</span>
            <span className="narrow-text">{dayText(knownOn, "short")}</span>
          </>
        )}
      </Button>
      <div id="known-on" popover="auto" className="header-popover" ref={popover}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (typed !== undefined) setKnownOn(typed);
            close();
          }}
        >
          <Stack gap="xs" maw={300}>
            <Text size="sm">{t("knownOn.explained")}</Text>
            <DayInput label={t("knownOn.label")} value={typed} onChange={setTyped} />
            <Group justify="space-between">
              <Button
                variant="default"
                size="xs"
                onClick={() => {
                  setKnownOn(undefined);
                  close();
                }}
              >
                {t("knownOn.backToToday")}
              </Button>
              <Button type="submit" size="xs" disabled={typed === undefined}>
                {t("knownOn.show")}
              </Button>
            </Group>
          </Stack>
        </form>
      </div>
    </>
  );
}

/** The line below the header while another day than today is shown. */
export function KnownOnBanner() {
  const { t } = useTranslation("shell");
  const knownOn = useKnownOn();
  const setKnownOn = useSetKnownOn();
  if (knownOn === undefined) return null;
  return (
    <div className="known-on-banner" role="status">
      <span>
        {t("knownOn.banner")} <DayText day={knownOn} />. {t("knownOn.bannerMore")}
      </span>
      <Button size="compact-xs" variant="white" color="takes" onClick={() => setKnownOn(undefined)}>
        {t("knownOn.backToToday")}
      </Button>
    </div>
  );
}
