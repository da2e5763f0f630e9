/** A field for a day: the browser's own, which speaks the reader's language and works by keyboard, with what is wrong said beside it. */
import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { isDay } from "../shell/search.ts";

interface Properties {
  readonly label: string;
  /** A day, `2024-11-30`; undefined: none, or what is typed is none yet. */
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
  readonly error?: string | undefined;
  readonly description?: string;
  readonly min?: string;
  readonly max?: string;
  readonly required?: boolean;
}

export function DayInput({ value, onChange, error, ...rest }: Properties) {
  // What is typed stays while it is no day yet.
  const [typed, setTyped] = useState(value ?? "");
  useEffect(() => {
    if (value !== undefined) setTyped(value);
  }, [value]);
  return (
    <TextInput
      {...rest}
      type="date"
      value={typed}
      error={error}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(isDay(currentTarget.value) ? currentTarget.value : undefined);
      }}
    />
  );
}
