import { imagesBy } from "./image-policy.ts";

/** What may be seen of a page without asking anything that it could refuse. `undefined` where it says nothing. */
type Evidence = boolean | undefined;

/** A policy in the document itself. More than one: each of them must allow it. */
const byMeta = ({ document }: Window): Evidence => {
  const metas = [...document.querySelectorAll<HTMLMetaElement>("meta[http-equiv='content-security-policy' i]")];
  return metas.some(({ content }) => imagesBy(content) === false) ? false : undefined;
};

/**
 * Whether the page came with a policy of any kind. Browsers hide a nonce from style sheets as soon as its element is in a
 * document that has one, and only then: an empty element with a nonce of ours tells, and no rule forbids it. (Firefox does not
 * for policies that are only watched: those hear of pictures there.)
 */
const hasPolicy = (place: ParentNode & Node): boolean => {
  const probe = (place.ownerDocument ?? document).createElement("earshot-probe");
  probe.setAttribute("nonce", "n");
  place.append(probe);
  const seen = probe.getAttribute("nonce");
  probe.remove();
  return seen !== "n";
};

/** Images of the page's own: some were drawn, or are broken though no network was in it. */
const byImages = ({ document }: Window): Evidence => {
  const images = [...document.querySelectorAll<HTMLImageElement>("img[src^='data:image' i]")];
  // One whose bytes are damaged is broken as well: that costs a better picture, and no report.
  const done = images.filter(({ complete, currentSrc }) => complete && /^data:/i.test(currentSrc));
  if (done.some(({ naturalWidth }) => naturalWidth > 0)) return true;
  return done.length > 0 ? false : undefined;
};

/** What the browser has kept of the violations so far; some keep nothing. */
const byReports = (view: Window): Evidence => {
  const { ReportingObserver: Observer } = view as { ReportingObserver?: typeof ReportingObserver };
  if (!Observer) return undefined;
  const observer = new Observer(() => {}, { types: ["csp-violation"], buffered: true });
  observer.observe();
  const reports = observer.takeRecords();
  observer.disconnect();
  const isForbidden = reports.some(({ body }) => {
    const { effectiveDirective, blockedURL } = (body ?? {}) as { effectiveDirective?: string; blockedURL?: string };
    return effectiveDirective === "img-src" && /^data\b/.test(blockedURL ?? "");
  });
  return isForbidden ? false : undefined;
};

const REQUESTS = ["fetch", "xmlhttprequest", "beacon"];
/** A page whose own server does not answer at once is one that nothing can be learnt of in time. */
const ASK_MS = 600;

/** Whether the page's rules let it speak to its own server: it has, and was answered. */
const mayAsk = ({ performance, location }: Window): boolean =>
  (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).some(
    ({ name, initiatorType, responseStatus = 0 }) =>
      REQUESTS.includes(initiatorType) && responseStatus > 0 && new URL(name).origin === location.origin,
  );

/** What the page's server says of this page, where asking is allowed. From the cache, if it is there. A query may be good for one use. */
const byHeaders = async (view: Window, fetch: typeof globalThis.fetch): Promise<Evidence> => {
  if (!mayAsk(view) || view.location.search) return undefined;
  const { headers } = await fetch(view.location.href, {
    method: "HEAD",
    mode: "same-origin",
    redirect: "error",
    cache: "force-cache",
    signal: AbortSignal.timeout(ASK_MS),
  });
  const policies = ["Content-Security-Policy", "Content-Security-Policy-Report-Only"]
    .map((name) => headers.get(name))
    .filter((policy) => policy !== null);
  // There is a policy, the page has shown that: an answer without one is about something else.
  if (policies.length === 0) return undefined;
  return policies.every((policy) => imagesBy(policy) !== false);
};

export type RulesOptions = {
  /** Where an element may stand for a moment that nobody sees, the page's own observers neither. @default the root element */
  place?: (ParentNode & Node) | undefined;
  /** What asks the page's own server. @default `fetch` */
  fetch?: typeof globalThis.fetch;
};

/**
 * Whether a page may show `data:` images, found out without trying: an image that is forbidden would be reported to the site's
 * owner. In doubt it may not.
 */
export const mayShowDataImages = async (view: Window, options: RulesOptions = {}): Promise<boolean> => {
  const { document, location } = view;
  try {
    if (byMeta(view) === false) return false;
    // What was made by another page has that page's rules, and the element below does not tell of all of those.
    const isOwn = /^(https?|file|[\w-]+-extension):$/.test(location.protocol);
    if (isOwn && !hasPolicy(options.place ?? document.documentElement)) return true;
    const seen = byReports(view) ?? byImages(view);
    if (seen !== undefined) return seen;
    return isOwn && ((await byHeaders(view, options.fetch ?? view.fetch.bind(view))) ?? false);
  } catch {
    return false;
  }
};
