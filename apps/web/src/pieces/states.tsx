/** What stands where there is nothing to show: it loads, it is empty, it is refused, it failed. */
import { Alert, Button, Code, List, Skeleton, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../api/problem.ts";

/** Grey lines in the place of what is being asked for. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  const { t } = useTranslation("shell");
  const widths = ["92%", "78%", "85%", "64%", "90%", "72%"];
  return (
    <Stack gap="xs" role="status" aria-busy="true" aria-label={t("states.loading")}>
      {Array.from({ length: lines }, (_, line) => widths[line % widths.length]).map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <Skeleton key={line} height={14} width={width} />
      ))}
    </Stack>
  );
}

/** Nothing is there, and why that may be. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <Text fw={600}>{title}</Text>
      {children !== undefined && (
        <Text size="sm" c="dimmed" component="div">
          {children}
        </Text>
      )}
    </div>
  );
}

/** What the server said when it refused: the message, what to do, and every field that is wrong. */
export function Refusal({ error, again }: { readonly error: Error; readonly again?: () => void }) {
  const { t } = useTranslation("shell");
  const problem = error instanceof ApiProblem ? error : undefined;
  const needsAccount = problem?.status === 401 || problem?.status === 403 || problem?.status === 404;
  return (
    <Alert
      color="gray"
      variant="light"
      role="alert"
      title={t(problem === undefined ? "states.failed" : titleOf(problem))}
    >
      <Stack gap="xs">
        <Text size="sm" lang={problem?.lang}>
          {sentence(error.message)}
        </Text>
        {problem?.help !== undefined && (
          <Text size="sm" lang={problem.lang}>
            {sentence(problem.help)}
          </Text>
        )}
        {problem !== undefined && problem.faults.length > 0 && (
          <List size="sm" lang={problem.lang}>
            {problem.faults.map(({ path, message, help }) => (
              <List.Item key={`${path} ${message}`}>
                <Code>{path}</Code> {message}
                {help === undefined ? "" : ` (${help})`}
              </List.Item>
            ))}
          </List>
        )}
        {needsAccount && (
          <Text size="sm">
            <a href={`/sign-in?returnTo=${encodeURIComponent(location.pathname + location.search)}`}>
              {t("states.signIn")}
            </a>
          </Text>
        )}
        {again !== undefined && (
          <Button variant="default" size="xs" onClick={again} w="fit-content">
            {t("states.again")}
          </Button>
        )}
        {problem?.requestId !== undefined && problem.status >= 500 && (
          <Text size="xs" c="dimmed">
            {t("states.request", { id: problem.requestId })}
          </Text>
        )}
      </Stack>
    </Alert>
  );
}

function titleOf(problem: ApiProblem): string {
  if (problem.isUnreachable) return "states.unreachable";
  if (problem.status === 401 || problem.status === 403) return "states.refused";
  if (problem.status === 404) return "states.notThere";
  return problem.status >= 500 ? "states.failed" : "states.wrong";
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

/** The page of an address at which nothing is. */
export function NotThere() {
  const { t } = useTranslation("shell");
  return (
    <Stack maw={560}>
      <Title order={1}>{t("states.noPage")}</Title>
      <Text>{t("states.noPageMore")}</Text>
      <Link to="/">{t("states.toStart")}</Link>
    </Stack>
  );
}

/** A page that could not be shown. */
export function FailedPage({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  return <Refusal error={error instanceof Error ? error : new Error(String(error))} again={reset} />;
}
