/** The head of a page about one thing: where one is, what it is, and the facts that matter first. */
import { Title } from "@mantine/core";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import "./things.css";

interface Head {
  readonly title: string;
  /** The list that it is one of. */
  readonly up: { readonly to: LinkProps["to"]; readonly title: string };
  readonly sub?: ReactNode;
  /** What can be done from here. */
  readonly children?: ReactNode;
}

export function PageHead({ title, up, sub, children }: Head) {
  return (
    <header className="thing-head">
      <div className="thing-head-text">
        <nav className="crumb">
          <Link to={up.to as never}>{up.title}</Link>
        </nav>
        <Title order={1} className="thing-title" dir="auto">
          {title}
        </Title>
        {sub !== undefined && <div className="thing-sub">{sub}</div>}
      </div>
      {children !== undefined && <div className="thing-does">{children}</div>}
    </header>
  );
}

/** A part of a page under a heading of its own. */
export function Part({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="sheet part" aria-label={title}>
      <div className="part-head">
        <h2>{title}</h2>
        {aside !== undefined && <span className="part-aside">{aside}</span>}
      </div>
      {children}
    </section>
  );
}

/** Names of facts with what they are, one under the other. What is undefined is left out. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode | undefined])[] }) {
  return (
    <dl className="facts">
      {facts
        .filter(([, fact]) => fact !== undefined)
        .map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
    </dl>
  );
}
