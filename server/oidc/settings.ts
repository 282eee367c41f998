import type { Right } from "../../shared/contract/may-do.ts";

/** A provider of OpenID Connect by which members sign in. */
export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What it is called on the button. */
  name: string;
  /** Whose verified address is of one of these becomes a member at the first sign-in; others need an invitation. */
  domains: string[];
  /** With this right. */
  right: Right;
};

/** By http only on this machine, for trying it out: everywhere else the code and the secret would travel in the open. */
export const isIssuer = (text: string): boolean => {
  const url = URL.parse(text);
  if (!url || url.search || url.hash || url.username) return false;
  return (
    url.protocol === "https:" || (url.protocol === "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname))
  );
};

/** `undefined` for what is no list of domains. */
export const parseDomains = (text: string): string[] | undefined => {
  const domains = text.split(",").map((domain) => domain.trim().toLowerCase());
  return domains.every((domain) => /^([\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]+$/u.test(domain)) ? domains : undefined;
};
