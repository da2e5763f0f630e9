/** A file, or several, to be chosen, or dropped on the field. */
import { type ReactNode, useId, useState } from "react";

type Properties = {
  readonly label: string;
  readonly accept: string;
  readonly more?: ReactNode;
} & ({ readonly onFile: (file: File) => void } | { readonly onFiles: (files: readonly File[]) => void });

export function FileField({ label, accept, more, ...taken }: Properties) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const [file] = files ?? [];
    if (file === undefined) return;
    if ("onFiles" in taken) taken.onFiles([...files!]);
    else taken.onFile(file);
  };
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
        take(event.dataTransfer.files);
      }}
    >
      <label htmlFor={id}>{label}</label>
      {more !== undefined && <span className="council-note">{more}</span>}
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={"onFiles" in taken}
        onChange={({ currentTarget }) => take(currentTarget.files)}
      />
    </div>
  );
}
