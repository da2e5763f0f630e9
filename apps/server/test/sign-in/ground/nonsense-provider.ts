/** A provider that a test makes answer anything: discovery, keys, tokens. Its tokens are signed with a real key unless the test says otherwise. */
import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

/** What is answered at a path; text or an object. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function signed(claims: object, key: KeyObject, header: object = { alg: "RS256", kid: "k" }): string {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(key, "base64url")}`;
}

export const json =
  (value: unknown, status = 200, type = "application/json"): Answer =>
  (_request, response) => {
    response.writeHead(status, { "content-type": type });
    response.end(typeof value === "string" ? value : JSON.stringify(value));
  };

export class NonsenseProvider {
  readonly issuer: string;
  readonly server: ReturnType<typeof createServer>;
  /** By path; what is not here answers as a good provider does. */
  answers: Record<string, Answer> = {};
  /** Changes the claims of the next ID token. */
  claims: (good: Record<string, unknown>) => Record<string, unknown> = (good) => good;
  how: "signed" | "another key" | "none" | "changed" | "absent" = "signed";
  nonce = "";
  asked: string[] = [];

  private constructor(server: ReturnType<typeof createServer>) {
    this.server = server;
    this.issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
    server.on("request", (request, response) => this.#answer(request, response));
  }

  static async start(): Promise<NonsenseProvider> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new NonsenseProvider(server);
  }

  /** Good again. */
  reset(): void {
    this.answers = {};
    this.claims = (good) => good;
    this.how = "signed";
    this.asked = [];
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  metadata(more: object = {}): object {
    const { issuer } = this;
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
      ...more,
    };
  }

  #idToken(): string | undefined {
    const now = Math.floor(Date.now() / 1000);
    const good = {
      iss: this.issuer,
      sub: "anna",
      aud: "comity",
      iat: now,
      exp: now + 300,
      nonce: this.nonce,
    };
    const claims = this.claims(good);
    if (this.how === "absent") return undefined;
    if (this.how === "none") return `${part({ alg: "none" })}.${part(claims)}.`;
    const token = signed(claims, this.how === "another key" ? stranger : privateKey);
    if (this.how !== "changed") return token;
    const [header, , signature] = token.split(".");
    return `${header}.${part({ ...claims, sub: "somebody else" })}.${signature}`;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url!.split("?")[0]!;
    this.asked.push(path);
    const answer = this.answers[path];
    if (answer !== undefined) {
      answer(request, response);
      return;
    }
    if (path === "/.well-known/openid-configuration") {
      json(this.metadata())(request, response);
      return;
    }
    if (path === "/keys") {
      const key = { ...publicKey.export({ format: "jwk" }), kid: "k", use: "sig", alg: "RS256" };
      json({ keys: [key] })(request, response);
      return;
    }
    const token = this.#idToken();
    const body = {
      access_token: "a",
      token_type: "bearer",
      ...(token === undefined ? {} : { id_token: token }),
    };
    json(body)(request, response);
  }
}
