type Page = Pick<typeof window, "fetch" | "document">;

/**
 * The browser's own `fetch`, also where a script of the page has put another one in its place: one that adds headers to every
 * request, which ours may not carry across origins, or reads what is sent and answered. An empty frame, gone at once, has one
 * that nobody has touched; called for this page it is this page's, with its origin and its rules.
 *
 * @param place Where that frame may stand unseen by the page's observers. @default the root element, which they may observe
 */
export const nativeFetch = (page: Page, place?: ParentNode): typeof fetch => {
  const { fetch, document } = page;
  // By its text: a function that is bound or a proxy has no name there.
  const isOwn = /^function fetch\(\)\s*\{\s*\[native code\]\s*\}$/.test(String(fetch));
  let own: typeof fetch | undefined;
  if (!isOwn) {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    (place ?? document.documentElement).append(frame);
    own = (frame.contentWindow as Partial<typeof window> | null)?.fetch;
    frame.remove();
  }
  return (own ?? fetch).bind(page);
};
