/** Help: what each page shows, what its figures mean and where they come from. */
import { Button, Stack, Text, Title } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { NotThere } from "../pieces/states.tsx";
import { TOPICS, type TopicName } from "./topics.ts";
import { startTour } from "./tour-state.ts";
import "./help.css";

const topicRoute = getRouteApi("/help/$topic");
const WORDS = ["w1", "w2", "w3", "w4", "w5"] as const;
const PARTS = ["shows", "figures", "source"] as const;

export function HelpPage() {
  const { t } = useTranslation("help");
  return (
    <Stack gap="lg" className="help">
      <div>
        <Title order={1}>{t("title")}</Title>
        <Text>{t("intro")}</Text>
        <Button mt="sm" size="sm" variant="default" onClick={startTour}>
          {t("tour.start")}
        </Button>
      </div>
      <section className="sheet">
        <h2 className="sheet-title">{t("words.title")}</h2>
        <dl className="help-words">
          {WORDS.map((word) => (
            <div key={word}>
              <dt>{t(`words.${word}.title`)}</dt>
              <dd>{t(`words.${word}.text`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <Title order={2} mb="xs">
          {t("pages")}
        </Title>
        <ul className="help-topics">
          {TOPICS.map(({ name }) => (
            <li key={name} className="sheet">
              <Link to="/help/$topic" params={{ topic: name }} className="help-topic">
                {t(`topics.${name}.title`)}
              </Link>
              <Text size="sm">{t(`topics.${name}.shows`)}</Text>
            </li>
          ))}
        </ul>
      </section>
      <a href="/manual">{t("more")}</a>
    </Stack>
  );
}

/** The help of one page. */
export function TopicPage() {
  const { topic } = topicRoute.useParams();
  const found = TOPICS.find(({ name }) => name === topic);
  return found === undefined ? <NotThere /> : <Topic name={found.name} to={found.to} />;
}

function Topic({ name, to }: { readonly name: TopicName; readonly to: string }) {
  const { t } = useTranslation("help");
  return (
    <Stack gap="md" className="help">
      <Title order={1}>{t(`topics.${name}.title`)}</Title>
      <div className="sheet">
        {PARTS.map((part) => (
          <section key={part} className="help-part">
            <h2 className="sheet-title">{t(`parts.${part}`)}</h2>
            <Text>{t(`topics.${name}.${part}`)}</Text>
          </section>
        ))}
      </div>
      <p className="help-ways">
        <Link to={to}>{t("toPage")}</Link>
        <Link to="/help">{t("all")}</Link>
      </p>
    </Stack>
  );
}
