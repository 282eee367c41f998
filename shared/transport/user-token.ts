import { EarshotError } from "../errors.ts";

/**
 * What a host says of who is signed in: a token, or what gives one, now or later; nothing when nobody is. Asked at each try.
 * With `renew` the last one was refused as expired.
 */
export type UserToken = string | ((ask: { renew: boolean }) => Given | Promise<Given>);
type Given = string | null | undefined;

/** A host that says nothing for so long says nothing at all. */
const ANSWER_MS = 30_000;

/**
 * Asks the host.
 *
 * @throws {EarshotError} `network_error` when the host's own function fails or is silent: its server may be away, as ours may.
 */
export const askForToken = async (
  source: UserToken | undefined,
  renew: boolean,
  signal: AbortSignal,
): Promise<string | undefined> => {
  if (typeof source !== "function") return source || undefined;
  const within = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
  const silence = new Promise<never>((_, reject) => within.addEventListener("abort", () => reject(within.reason)));
  try {
    return (await Promise.race([silence, source({ renew })])) || undefined;
  } catch (cause) {
    const message = "The page's setUserToken function gave no token. It is asked again at the next try.";
    throw new EarshotError("network_error", message, { details: { why: "user-token" }, cause });
  }
};

/** Whose it is: the token's `sub`, unverified, which is the server's to do. Empty when it cannot be read. */
export const personOf = (token: string): string => {
  try {
    const [, payload = ""] = token.split(".");
    const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
    const { sub } = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown };
    return typeof sub === "string" ? sub : "";
  } catch {
    return "";
  }
};
