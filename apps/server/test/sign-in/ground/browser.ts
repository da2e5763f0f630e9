/** A browser as far as the sign-in sees one: it keeps cookies, says where its requests come from, fills forms in. No script runs in it. */

/** What is in a form of a page. */
interface Form {
  readonly action: string;
  readonly fields: ReadonlyMap<string, string>;
}

const unescaped = (text: string): string =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** The forms of a page that have no script's mark. */
export function formsIn(html: string): Form[] {
  return [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head, inner]) => {
    const fields = [...inner!.matchAll(/<(?:input|button)[^>]*?name="([^"]*)"(?:[^>]*?value="([^"]*)")?/g)];
    return {
      action: unescaped(/action="([^"]*)"/.exec(head!)?.[1] ?? ""),
      fields: new Map(fields.map(([, name, value]) => [name!, unescaped(value ?? "")])),
    };
  });
}

export class Browser {
  /** By origin, then name. */
  readonly cookies = new Map<string, Map<string, string>>();
  readonly #home: string;

  constructor(home: string) {
    this.#home = home;
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(this.#home)?.get(name);
  }

  /** Another browser that holds what this one holds now. */
  copy(): Browser {
    const other = new Browser(this.#home);
    for (const [origin, jar] of this.cookies) other.cookies.set(origin, new Map(jar));
    return other;
  }

  async request(
    method: string,
    address: string,
    body?: string | URLSearchParams | object,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const url = new URL(address, this.#home);
    const jar = this.cookies.get(url.origin) ?? new Map<string, string>();
    const isForm = body instanceof URLSearchParams;
    const isJson = body !== undefined && !isForm && typeof body !== "string";
    const response = await fetch(url, {
      method,
      redirect: "manual",
      headers: {
        accept: "text/html, application/json",
        ...(jar.size === 0 ? {} : { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") }),
        ...(method === "GET" ? {} : { origin: this.#home, "sec-fetch-site": "same-origin" }),
        ...(isJson ? { "content-type": "application/json" } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as string) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (/Max-Age=0|1970/.test(cookie)) jar.delete(name!);
      else jar.set(name!, value!);
    }
    this.cookies.set(url.origin, jar);
    return response;
  }

  get(address: string, headers?: Record<string, string>): Promise<Response> {
    return this.request("GET", address, undefined, headers);
  }

  /** The page at an address, as text. */
  async page(address: string): Promise<string> {
    return (await this.get(address)).text();
  }

  /** Sends the form of a page that goes to `action`. */
  async submit(page: string, action: string, fields: Record<string, string> = {}): Promise<Response> {
    const form = formsIn(await this.page(page)).find((one) => one.action === action);
    if (form === undefined) throw new Error(`\`${page}\` has no form to \`${action}\``);
    return this.request(
      "POST",
      action,
      new URLSearchParams({ ...Object.fromEntries(form.fields), ...fields }),
    );
  }

  /** Follows redirects, and pages that send one on; gives the last answer and where it was. */
  async follow(
    first: Response,
    most = 12,
  ): Promise<{ readonly response: Response; readonly at: string; readonly text: string }> {
    let response = first;
    let at = first.url;
    for (let k = 0; k < most; k++) {
      const text = response.status === 200 ? await response.text() : "";
      const refresh = /http-equiv="refresh" content="0; url=([^"]*)"/.exec(text)?.[1];
      const to = refresh === undefined ? response.headers.get("location") : unescaped(refresh);
      if (to === null || to === undefined)
        return { response, at, text: text === "" ? await response.text() : text };
      at = new URL(to, at).href;
      response = await this.get(at);
    }
    throw new Error("sent on and on");
  }
}
