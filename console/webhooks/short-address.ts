const SHORT = "…";
/** Words, versions and short names; anything longer with digits, or very long, may be somebody's secret. */
const isPlain = (piece: string): boolean =>
  piece.length < 10 || (piece.length < 24 && /^[a-z]+([-_.][a-z]+)*$/i.test(piece));

/**
 * An address without the pieces of its path and the values of its query that may be secrets, as chats have them in the addresses that
 * they hand out. Host and port always stay.
 */
export const shortAddress = (address: string): string => {
  const url = URL.parse(address);
  if (!url) return address;
  const path = url.pathname.split("/").map((piece) => (isPlain(piece) ? piece : SHORT));
  const query = [...url.searchParams.keys()].map((name) => `${isPlain(name) ? name : SHORT}=${SHORT}`).join("&");
  return `${url.origin}${path.join("/")}${query && `?${query}`}`;
};

/** What a webhook is called where its name has to be written: host and port. */
export const hostOf = (address: string): string => URL.parse(address)?.host ?? address;
