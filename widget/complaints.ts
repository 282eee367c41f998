import type { Words } from "./draft.ts";
import { CONTENT, EMAIL } from "./limits.ts";

export type Complaints = { content?: "empty" | "too-long"; email?: "invalid" };

/** What has to be mended before sending. The same rules as the contract's schema, without its weight. */
export const complaintsAbout = ({ content, email }: Words): Complaints => {
  const length = content.trim().length;
  const address = email.trim();
  const isAddress = address.length <= EMAIL && /^[^\s@]+@[^\s@]+$/.test(address);
  return {
    ...(length === 0 ? { content: "empty" } : length > CONTENT ? { content: "too-long" } : {}),
    ...(address && !isAddress ? { email: "invalid" } : {}),
  };
};
