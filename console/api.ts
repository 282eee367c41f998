import { type ClientOptions, createEarshot, type Earshot } from "../shared/api/client.ts";
import { type ExtensionsApi, extensionsApi } from "./extensions/extensions-api.ts";

/** What the console asks of the server: the typed client, with the session's cookie instead of a key. */
export type Api = Pick<Earshot, "feedback" | "session"> & { extensions: ExtensionsApi };

export const createApi = (options: Omit<ClientOptions, "apiKey">): Api => ({
  ...createEarshot(options),
  extensions: extensionsApi(options),
});
