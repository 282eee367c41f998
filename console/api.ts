import { type ClientOptions, createEarshot, type Earshot } from "../shared/api/client.ts";
import { type Fetch, isJsonObject, isNothing, request } from "../shared/api/request.ts";
import { type ExtensionsApi, extensionsApi } from "./extensions/extensions-api.ts";

/** What is asked of one route. */
export type Ask = {
  /** @default "GET" */
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Fills the `{name}` of the path. */
  path?: Record<string, string>;
  /** What is `undefined` or empty is left out. */
  query?: Record<string, string | number | boolean | undefined>;
  body?: object;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

export type Page<Row> = { data: Row[]; nextCursor: string | null };

/** What the console asks of the server: the typed client, with the session's cookie instead of a key. Every call rejects with an `EarshotError`. */
export type Api = Pick<Earshot, "feedback"> & {
  extensions: ExtensionsApi;
  /** One request to a route of `ROUTES`, answered with a JSON object. */
  ask<Answer extends object>(route: string, ask?: Ask): Promise<Answer>;
  /** One request to a route of `ROUTES` that answers with nothing. */
  tell(route: string, ask: Ask): Promise<void>;
  /** Every row of a list, page after page, to `most` rows. @default 1,000 */
  all<Row>(route: string, ask?: Ask, most?: number): Promise<Row[]>;
  /** Where a browser asks for a route: for links and pictures. */
  urlOf(route: string, ask?: Pick<Ask, "path" | "query">): string;
};

const PAGE = 100;

export const createApi = (options: Omit<ClientOptions, "apiKey">): Api => {
  const { baseUrl, credentials = "omit", fetch = (url, init) => globalThis.fetch(url, init) } = options;
  const urlOf: Api["urlOf"] = (route, { path = {}, query = {} } = {}) => {
    const filled = route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
    const url = new URL(filled, baseUrl);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined && value !== "") url.searchParams.set(name, String(value));
    return url.href;
  };
  const call = (route: string, { method = "GET", body, headers, signal, ...place }: Ask) => ({
    fetch: fetch as Fetch,
    url: urlOf(route, place),
    method,
    credentials,
    ...(headers ? { headers } : {}),
    ...(body ? { body: JSON.stringify(body) } : {}),
    ...(signal ? { signal } : {}),
  });
  const ask = <Answer extends object>(route: string, asked: Ask = {}): Promise<Answer> =>
    request(call(route, asked), isJsonObject<Answer>);
  const routes: Pick<Api, "urlOf" | "ask" | "tell" | "all"> = {
    urlOf,
    ask,
    tell: (route, asked) => request(call(route, asked), isNothing),
    async all<Row>(route: string, asked: Ask = {}, most = 1_000) {
      const rows: Row[] = [];
      for (let cursor: string | null | undefined; cursor !== null && rows.length < most; ) {
        const query: NonNullable<Ask["query"]> = { ...asked.query, limit: PAGE, cursor };
        const page: Page<Row> = await ask<Page<Row>>(route, { ...asked, query });
        rows.push(...page.data);
        cursor = page.nextCursor;
      }
      return rows;
    },
  };
  return {
    ...createEarshot({ tries: 1, ...options }), // who looks at it is told at once, and asks again by a press
    ...routes,
    extensions: extensionsApi(routes),
  };
};
