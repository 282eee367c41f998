export type PageAddress = {
  /** Who serves the page: host and port as the browser will open them (punycode). Empty when the address is no web page. */
  host: string;
  path: string;
  /** Query and fragment. */
  rest: string;
  /** Where a link may lead. Absent when the address is no web page: it is shown as text then. */
  href?: string;
};

/**
 * Takes an address of a page apart so that what is shown is where a click leads: only http and https become links,
 * user and password (`https://bank.example@evil.example`) are left out, hosts stay in punycode, paths stay encoded.
 */
export const readPageAddress = (address: string): PageAddress => {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return { host: "", path: address, rest: "" };
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return { host: "", path: address, rest: "" };
  url.username = "";
  url.password = "";
  return { host: url.host, path: url.pathname, rest: url.search + url.hash, href: url.href };
};
