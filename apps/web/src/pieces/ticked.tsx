/** A message of the server as it is written: what stands in backticks is somebody's own words. Always in English. */
import { Code } from "@mantine/core";

export function Ticked({ children }: { readonly children: string }) {
  const parts = children.split("`");
  return (
    <span lang="en">
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
