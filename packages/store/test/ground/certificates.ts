/** Certificates for tests, made by the system's openssl: Node makes keys, and no certificates. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Why certificates cannot be had here; undefined where they can. */
export function reasonForNoCertificates(): string | undefined {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "no openssl to make certificates with";
  }
}

/** A folder of keys (`NAME.key`) and certificates (`NAME.crt`) for this machine by its number, good for two days. */
export class Certificates {
  readonly folder = mkdtempSync(join(tmpdir(), "comity-certificates-"));

  constructor() {
    chmodSync(this.folder, 0o755);
  }

  at(file: string): string {
    return join(this.folder, file);
  }

  /** A key and its certificate, signed by an authority that was made before, or by itself: then it is one. */
  make(name: string, commonName: string, authority?: string): void {
    const by =
      authority === undefined
        ? []
        : ["-CA", this.at(`${authority}.crt`), "-CAkey", this.at(`${authority}.key`)];
    const words = [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"],
      ...["-subj", `/CN=${commonName}`, "-addext", "subjectAltName=IP:127.0.0.1", ...by],
      ...["-keyout", this.at(`${name}.key`), "-out", this.at(`${name}.crt`)],
    ];
    execFileSync("openssl", words, { stdio: "pipe" });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
