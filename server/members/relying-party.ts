import type { PolicyContext, Services } from "../services.ts";

/** Whom passkeys are made for: a name that browsers hold them by, and the one origin that may use them. */
export type RelyingParty = { id: string; origin: string };

/**
 * The name is that of the server's address (`EARSHOT_URL`); without that setting it can only be this machine.
 *
 * @returns `undefined` where browsers have no passkeys: at a number, and without https elsewhere than on this machine.
 */
export const relyingParty = (
  { publicUrl }: Pick<Services, "publicUrl">,
  { req }: Pick<PolicyContext, "req">,
): RelyingParty | undefined => {
  const told = publicUrl();
  const url = URL.parse(told ?? `http://${req.header("Host") ?? ""}`);
  if (!url) return undefined;
  const isHere = url.hostname === "localhost";
  const isName = /[a-z]/.test(url.hostname.split(".").at(-1) ?? "") && !url.hostname.startsWith("[");
  if (!isHere && (told === undefined || url.protocol !== "https:" || !isName)) return undefined;
  return { id: url.hostname, origin: url.origin };
};
