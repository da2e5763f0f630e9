/** A policy as it is meant to be read: its prose, its code between, its contents and its sources. */
import { type ComponentProps, type JSX, useMemo } from "react";
import { useTranslation } from "react-i18next";
import Markdown, { type Components, type ExtraProps } from "react-markdown";
import remarkGfm from "remark-gfm";
import { sourceId, wordId } from "./code/pieces.ts";
import { PolicyCode, type PolicyText } from "./code/policy-code.tsx";

/** A heading's place on the page. */
const headingId = (title: string): string => `part-${title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-")}`;

/** The headings of a document below its title. */
export function headingsOf(text: string): readonly { readonly title: string; readonly id: string }[] {
  const prose = text.replace(/^ {0,3}```[\s\S]*?^ {0,3}```\s*$/gm, "");
  return [...prose.matchAll(/^## +(.+?)\s*#*$/gm)].map(([, title]) => ({
    title: title!,
    id: headingId(title!),
  }));
}

type Of<Tag extends keyof JSX.IntrinsicElements> = ComponentProps<Tag> & ExtraProps;

/** The text of an element's children. */
function textOf(children: unknown): string {
  if (typeof children === "string") return children;
  return Array.isArray(children) ? children.map(textOf).join("") : "";
}

export function Literate({ markdown, text }: { readonly markdown: string; readonly text: PolicyText }) {
  const components = useMemo((): Components => {
    const placed = new Map<string, number>();
    return {
      h1: () => null,
      h2: ({ children }: Of<"h2">) => <h2 id={headingId(textOf(children))}>{children}</h2>,
      pre: ({ node, children }: Of<"pre">) => {
        const [child] = node?.children ?? [];
        const code = child?.type === "element" && child.tagName === "code" ? child : undefined;
        const isPolicy =
          code !== undefined && String(code.properties.className ?? "").includes("language-policy");
        const [first] = code?.children ?? [];
        if (!isPolicy || first?.type !== "text") return <pre>{children}</pre>;
        const firstLine = (node?.position?.start.line ?? 0) + 1;
        return <PolicyCode code={first.value} firstLine={firstLine} text={text} placed={placed} />;
      },
      table: ({ node: _, ...rest }: Of<"table">) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        <div className="policy-table" tabIndex={0}>
          <table {...rest} />
        </div>
      ),
    };
  }, [text]);
  return (
    <Markdown remarkPlugins={[remarkGfm]} components={components}>
      {markdown}
    </Markdown>
  );
}

/** Every source that the rules cite, and the rules that do. */
export function Sources({ sources }: { readonly sources: PolicyText["sources"] }) {
  const { t } = useTranslation("policy");
  if (sources.size === 0) return null;
  return (
    <section aria-labelledby="sources">
      <h2 id="sources">{t("sources.title")}</h2>
      <p>{t("sources.explained")}</p>
      <ul className="policy-sources">
        {[...sources].map(([source, words]) => (
          <li key={source} id={sourceId(source)}>
            {source}
            <span className="policy-cited">
              {words.map((word) => (
                <a key={word} href={`#${wordId(word)}`}>
                  <code>{word}</code>
                </a>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
