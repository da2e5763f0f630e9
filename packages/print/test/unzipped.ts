import { fromBuffer, type ZipFile } from "yauzl";

/** What is in a zipped file, by a reader that others wrote, which checks sizes and sums. */
export async function unzipped(bytes: Uint8Array): Promise<Map<string, string>> {
  const file = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, opened) =>
      error === null ? resolve(opened) : reject(error),
    ),
  );
  const parts = new Map<string, string>();
  await new Promise<void>((resolve, reject) => {
    file.on("error", reject);
    file.on("end", resolve);
    file.on("entry", (entry) => {
      file.openReadStream(entry, (error, stream) => {
        if (error !== null) return reject(error);
        const pieces: Buffer[] = [];
        stream.on("data", (piece: Buffer) => pieces.push(piece));
        stream.on("error", reject);
        stream.on("end", () => {
          parts.set(entry.fileName, Buffer.concat(pieces).toString("utf8"));
          file.readEntry();
        });
      });
    });
    file.readEntry();
  });
  return parts;
}
