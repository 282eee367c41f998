import type { ClientOptions } from "../../shared/api/client.ts";
import { type Fetch, isJsonObject, isNothing, request } from "../../shared/api/request.ts";
import type { AppAnswer } from "../../shared/contract/app.ts";
import type { ConnectCode, CreateConnectCode, ListedCode } from "../../shared/contract/connect-code.ts";
import { isExtensionKey } from "../../shared/contract/extension-key.ts";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import { ROUTES } from "../../shared/contract/routes.ts";

/** What the server knows of extensions: who may be connected to what, whose link is open, who is connected. */
export type Extensions = { apps: AppAnswer[]; codes: ListedCode[]; keys: KeyAnswer[] };

/** The part of the API that connects extensions. Every call rejects with an `EarshotError`. */
export type ExtensionsApi = {
  /** It is asked for again and again while somebody looks, so what has ended stays where it is. */
  list(signal: AbortSignal): Promise<Extensions>;
  connect(wanted: CreateConnectCode): Promise<ConnectCode>;
  cancel(codeId: string): Promise<void>;
  revoke(keyId: string): Promise<void>;
};

type Page<Row> = { data: Row[]; nextCursor: string | null };

export const extensionsApi = ({
  baseUrl,
  credentials = "omit",
  fetch = (url, init) => globalThis.fetch(url, init),
}: Omit<ClientOptions, "apiKey">): ExtensionsApi => {
  const call = (path: string, method: string, more: { body?: string; signal?: AbortSignal } = {}) => ({
    fetch: fetch as Fetch,
    url: new URL(path, baseUrl).href,
    method,
    credentials,
    ...more,
  });
  const all = async <Row>(path: string, signal: AbortSignal): Promise<Row[]> => {
    const rows: Row[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query: string = `limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const page = await request(
        call(`${path}${path.includes("?") ? "&" : "?"}${query}`, "GET", { signal }),
        isJsonObject<Page<Row>>,
      );
      rows.push(...page.data);
      cursor = page.nextCursor;
    }
    return rows;
  };
  const end = (path: string, id: string) =>
    request(call(path.replace("{id}", encodeURIComponent(id)), "DELETE"), isNothing);
  return {
    async list(signal) {
      const [apps, codes, keys] = await Promise.all([
        all<AppAnswer>(ROUTES.apps, signal),
        all<ListedCode>(ROUTES.connectCodes, signal),
        all<KeyAnswer>(`${ROUTES.keys}?kind=publishable&live=true`, signal),
      ]);
      return {
        apps,
        codes: codes.filter(({ usedAt }) => usedAt === null),
        keys: keys.filter(isExtensionKey).reverse(),
      };
    },
    connect: (wanted) =>
      request(call(ROUTES.connectCodes, "POST", { body: JSON.stringify(wanted) }), isJsonObject<ConnectCode>),
    cancel: (id) => end(ROUTES.connectCode, id),
    revoke: (id) => end(ROUTES.key, id),
  };
};
