/** A file to be chosen, or dropped on the field. */
import { type ReactNode, useId, useState } from "react";

interface Properties {
  readonly label: string;
  readonly accept: string;
  readonly more?: ReactNode;
  readonly onFile: (file: File) => void;
}

export function FileField({ label, accept, more, onFile }: Properties) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the field itself is operated by keyboard
    <div
      className="file-field"
      data-over={isOver ? true : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) onFile(file);
      }}
    >
      <label htmlFor={id}>{label}</label>
      {more !== undefined && <span className="council-note">{more}</span>}
      <input
        id={id}
        type="file"
        accept={accept}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file !== undefined) onFile(file);
        }}
      />
    </div>
  );
}
