import type { AppAnswer } from "../../shared/contract/app.ts";
import type { ConnectCode, CreateConnectCode, ListedCode } from "../../shared/contract/connect-code.ts";
import { isExtensionKey } from "../../shared/contract/extension-key.ts";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Api, Ask } from "../api.ts";

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

export const extensionsApi = ({ ask, tell, all }: Pick<Api, "ask" | "tell" | "all">): ExtensionsApi => {
  const every = <Row>(route: string, signal: AbortSignal, query: Ask["query"] = {}) =>
    all<Row>(route, { query, signal }, Number.POSITIVE_INFINITY);
  const end = (route: string, id: string) => tell(route, { method: "DELETE", path: { id } });
  return {
    async list(signal) {
      const [apps, codes, keys] = await Promise.all([
        every<AppAnswer>(ROUTES.apps, signal),
        every<ListedCode>(ROUTES.connectCodes, signal),
        every<KeyAnswer>(ROUTES.keys, signal, { kind: "publishable", live: true }),
      ]);
      return {
        apps,
        codes: codes.filter(({ usedAt }) => usedAt === null),
        keys: keys.filter(isExtensionKey).reverse(),
      };
    },
    connect: (wanted) => ask<ConnectCode>(ROUTES.connectCodes, { method: "POST", body: wanted }),
    cancel: (id) => end(ROUTES.connectCode, id),
    revoke: (id) => end(ROUTES.key, id),
  };
};
