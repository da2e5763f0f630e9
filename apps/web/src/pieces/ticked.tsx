/** A message of the server: what stands in backticks is somebody's own words. */
import { Code } from "@mantine/core";
import { useSaid } from "../phrases/said.tsx";

export function Ticked({ children }: { readonly children: string }) {
  const { text, lang } = useSaid()(children);
  const parts = text.split("`");
  return (
    <span lang={lang}>
      {parts.map((part, at) =>
        at % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message stay where they are
          <Code key={at}>{part}</Code>
        ) : (
          part
        ),
      )}
    </span>
  );
}
