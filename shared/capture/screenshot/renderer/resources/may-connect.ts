import { policyAllows } from "./source-list.ts";

/** Documents without an address of their own have the policy of whoever opened them. */
function* policyHolders(view: Window): Generator<Document> {
  for (let one = view; ; one = one.parent) {
    yield one.document;
    if (!one.document.URL.startsWith("about:") || one.parent === one) return;
  }
}

/**
 * Whether the document came with a policy in its header. Nobody tells a script what it says; but a browser then hides the
 * nonces of elements from style sheets, and that can be seen.
 */
const hasHeaderPolicy = (document: Document, place: ParentNode): boolean => {
  for (const one of document.querySelectorAll<HTMLElement>("script[nonce],style[nonce],link[nonce]"))
    if (one.nonce && !one.getAttribute("nonce")) return true;
  const probe = document.createElement("earshot-picture");
  probe.setAttribute("nonce", "earshot");
  place.append(probe);
  const isHidden = probe.getAttribute("nonce") !== "earshot";
  probe.remove();
  return isHidden;
};

/** Origins that scripts of the page have fetched from: whatever the policy says, it allows these. */
const fetchedOrigins = (view: Window): Set<string> => {
  const entries = view.performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  const answered = entries.filter(
    ({ initiatorType, responseStatus }) => /^(fetch|xmlhttprequest|beacon)$/.test(initiatorType) && responseStatus > 0,
  );
  return new Set(answered.map(({ name }) => new URL(name).origin));
};

/**
 * Says whether scripts of a page may fetch an address. A forbidden try is reported to the page's owner, so what cannot be
 * known is not tried: under a policy in the header, only origins that the page has fetched from already.
 *
 * @param place Where an element may stand for a moment unseen.
 */
export const mayConnect = (view: Window, place: ParentNode): ((url: URL) => boolean) => {
  let known: { header: boolean; fetched: Set<string>; policies: string[] } | undefined;
  const look = () => ({
    header: hasHeaderPolicy(view.document, place),
    fetched: fetchedOrigins(view),
    policies: [...policyHolders(view)].flatMap((document) =>
      [...document.querySelectorAll<HTMLMetaElement>("meta[http-equiv='content-security-policy' i]")].map(
        ({ content }) => content,
      ),
    ),
  });
  return (url) => {
    if (!/^https?:$/.test(url.protocol)) return false;
    known ??= look();
    if (known.header && !known.fetched.has(url.origin)) return false;
    const self = new URL(view.origin === "null" ? view.document.baseURI : view.origin);
    return known.policies.every((policy) => policyAllows(policy, url, self));
  };
};
