/** What this browser shows: the language and the colours. Nothing of it leaves the browser but the language of the sign-in's pages. */
import { SegmentedControl, Stack, Text, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LANGUAGES, type Language, speak } from "../words/words.ts";

export function ThisBrowser() {
  const { t, i18n } = useTranslation("settings");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <section className="sheet" aria-labelledby="settings-browser">
      <h2 id="settings-browser" className="sheet-title">
        {t("browser.title")}
      </h2>
      <Stack gap="sm">
        <div>
          <Text size="sm" fw={600} id="settings-language">
            {t("browser.language")}
          </Text>
          <SegmentedControl
            fullWidth
            aria-labelledby="settings-language"
            value={i18n.language}
            data={LANGUAGES.map((value) => ({ value, label: t(`browser.languages.${value}`) }))}
            onChange={(value) => void speak(value as Language)}
          />
        </div>
        <div>
          <Text size="sm" fw={600} id="settings-colours">
            {t("browser.colours")}
          </Text>
          <SegmentedControl
            fullWidth
            aria-labelledby="settings-colours"
            value={colorScheme}
            data={(["light", "dark", "auto"] as const).map((value) => ({
              value,
              label: t(`browser.schemes.${value}`),
            }))}
            onChange={(value) => setColorScheme(value as "light" | "dark" | "auto")}
          />
        </div>
      </Stack>
    </section>
  );
}
