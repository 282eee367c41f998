import { nativeFetch } from "../../shared/capture/native-fetch.ts";
import { pageEngine } from "../../shared/capture/screenshot/page-engine.ts";
import type { Signer } from "../../shared/transport/user-token.ts";
import type { Connection } from "../delivery.ts";
import { HOST_TAG, ourRootIn } from "../host.ts";
import { lazily } from "../lazily.ts";
import type { Screenshot } from "../ports.ts";

/**
 * The page, without what is ours.
 *
 * @param passwords Fields that were seen to hold one.
 * @param connection The app, whose server may fetch images that the page may not read; `signer` as there.
 */
export const pictureOfPage = (
  passwords: WeakSet<Element>,
  connection: Connection,
  signer: () => Signer | undefined,
  signal: AbortSignal,
): Promise<Screenshot> => {
  const place = ourRootIn(document);
  const engine = pageEngine({ place, fetch: (url, init) => nativeFetch(window, place)(url, init) });
  const relay = lazily(async () => (await import("../image-relay.ts")).pageRelay(connection, signer, signal));
  return engine(
    window,
    {
      exclude: ({ localName }) => localName === HOST_TAG,
      passwords,
      relay: async (url, ends) => (await relay().catch(() => undefined))?.(url, ends),
    },
    signal,
  );
};
