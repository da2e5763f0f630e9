/** A list, dropped or chosen. */
import { Button, Text, VisuallyHidden } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import "./authors.css";

interface Properties {
  /** What is asked for: the list, the earlier one, the later one. */
  readonly label: string;
  readonly file: File | undefined;
  readonly onFile: (file: File) => void;
}

export function ListFile({ label, file, onFile }: Properties) {
  const { t } = useTranslation("authors");
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard
    <div
      className="list-file"
      {...(isOver ? { "data-over": true } : {})}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [dropped] = event.dataTransfer.files;
        if (dropped !== undefined) onFile(dropped);
      }}
    >
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? [];
          if (chosen !== undefined) onFile(chosen);
          // The same file can be chosen again once it was mended.
          currentTarget.value = "";
        }}
      />
      <Text size="sm" fw={600} span>
        {file === undefined ? label : file.name}
      </Text>
      <Text size="xs" c="dimmed" span className="list-file-more">
        {file === undefined
          ? t("file.drop")
          : t("file.size", { size: Math.max(1, Math.round(file.size / 1024)) })}
      </Text>
      <Button variant="default" size="xs" onClick={() => input.current?.click()}>
        {t(file === undefined ? "file.choose" : "file.another")}
        <VisuallyHidden>: {label}</VisuallyHidden>
      </Button>
    </div>
  );
}
