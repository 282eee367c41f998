import { createImageRelay } from "../shared/capture/image-relay.ts";
import { nativeFetch } from "../shared/capture/native-fetch.ts";
import type { Relay } from "../shared/capture/screenshot/renderer/resources/index.ts";
import type { Signer } from "../shared/transport/user-token.ts";
import type { Connection } from "./delivery.ts";
import { ourRootIn } from "./host.ts";
import { lazily } from "./lazily.ts";

/**
 * For one picture: images that the page may not read, through the app's server. Until one is met nothing is asked; of an app that relays
 * none, only its settings are.
 *
 * @param signer Who is signed in at the host. @param signal Ends with the picture.
 */
export const pageRelay = (connection: Connection, signer: () => Signer | undefined, signal: AbortSignal): Relay => {
  const relay = lazily(async (): Promise<Relay | undefined> => {
    const { readSettings } = await import("./settings.ts");
    const hosts = (await readSettings(connection, signal))?.imageHosts;
    if (!hosts?.length) return undefined;
    return createImageRelay({
      ...connection,
      hosts,
      async userToken(renew, ends) {
        const who = signer();
        return renew && !who?.renewable ? undefined : (await who?.ask(renew, ends))?.token;
      },
      fetch: nativeFetch(window, ourRootIn(document)),
    });
  });
  return async (url, ends) => (await relay().catch(() => undefined))?.(url, ends);
};
