import type { Fetch } from "../shared/api/request.ts";
import { EarshotError } from "../shared/errors.ts";
import { own } from "./own.ts";

/** The browser's report is an event of its own and may come after the failure it explains. */
const REPORT_MS = 150;

/**
 * The page's `fetch`, which tells apart what looks alike: no network, and a content security policy of the page that lets
 * nothing through to our server. The first passes by itself, the second never does.
 *
 * @throws {EarshotError} `blocked_by_policy`; all else as `fetch` throws it.
 */
export const fetchUnderPolicy =
  (page: Pick<typeof window, "fetch" | "document" | "setTimeout">): Fetch =>
  async (url, init) => {
    const { origin } = new URL(url);
    const ends = new AbortController();
    const blocked = new Promise<true>((report) =>
      page.document.addEventListener(
        "securitypolicyviolation",
        ({ blockedURI, disposition }) => disposition === "enforce" && blockedURI === url && report(true),
        { capture: true, signal: ends.signal },
      ),
    );
    try {
      return await page.fetch(url, own(init));
    } catch (cause) {
      const reported = init.signal?.aborted
        ? false
        : await Promise.race([blocked, new Promise<false>((late) => page.setTimeout(() => late(false), REPORT_MS))]);
      if (!reported) throw cause;
      const message = `The Content-Security-Policy of this page blocks it: add ${origin} to connect-src.`;
      throw new EarshotError("blocked_by_policy", message, { cause });
    } finally {
      ends.abort();
    }
  };
