import type { Fetch } from "../shared/api/request.ts";
import { nativeFetch } from "../shared/capture/native-fetch.ts";
import { SENDER_ROUTES } from "../shared/contract/sender-routes.ts";
import { EarshotError } from "../shared/errors.ts";
import { own } from "../shared/own.ts";
import { ourRootIn } from "./host.ts";

/** The browser's report is an event of its own and may come after the failure it explains. */
const REPORT_MS = 150;
/** How long the server may take to show that it is there. */
const PROBE_MS = 3_000;

type Page = Pick<typeof window, "fetch" | "document" | "setTimeout" | "navigator">;
type Native = typeof globalThis.fetch;

/** Whether the server answers at all: whatever it says, as nothing of it can be read. */
const isThere = (fetch: Native, origin: string): Promise<boolean> =>
  fetch(
    origin + SENDER_ROUTES.widget,
    own({
      method: "HEAD",
      mode: "no-cors",
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(PROBE_MS),
    } as const),
  ).then(
    () => true,
    () => false,
  );

/**
 * `fetch` for a page, which tells apart what looks alike. A content security policy of the page that lets nothing through to
 * our server: that never passes by itself. No network; a server that is away; and something that stops this request though
 * the server is there, most often a content blocker: these pass, and `details.why` says `offline`, nothing, or `blocked`.
 *
 * @param send What makes the request. @default the browser's own `fetch`
 * @throws {EarshotError} `blocked_by_policy`, `network_error`.
 */
export const fetchUnderPolicy =
  (page: Page, send?: Fetch): Fetch =>
  async (url, init) => {
    const { origin } = new URL(url);
    const fetch = nativeFetch(page, ourRootIn(page.document));
    const ends = new AbortController();
    const blocked = new Promise<true>((report) =>
      page.document.addEventListener(
        "securitypolicyviolation",
        ({ blockedURI, disposition }) => disposition === "enforce" && blockedURI === url && report(true),
        { capture: true, signal: ends.signal },
      ),
    );
    try {
      return await (send ?? fetch)(url, own(init));
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      const late = new Promise<false>((over) => page.setTimeout(() => over(false), REPORT_MS));
      if (await Promise.race([blocked, late])) {
        const message = `The Content-Security-Policy of this page blocks it: add ${origin} to connect-src.`;
        throw new EarshotError("blocked_by_policy", message, { cause });
      }
      if (page.navigator.onLine === false)
        throw new EarshotError("network_error", "This device is offline.", { details: { why: "offline" }, cause });
      if (!(await isThere(fetch, origin))) throw cause;
      const message = `${origin} can be reached, but not this request: a content blocker or a proxy stops it.`;
      throw new EarshotError("network_error", message, { details: { why: "blocked" }, cause });
    } finally {
      ends.abort();
    }
  };
