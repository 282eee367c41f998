import { FORM_LIMITS } from "../shared/contract/form-limits.ts";
import type { Words } from "./draft.ts";

export type Complaints = { content?: "empty" | "too-long"; email?: "invalid" };

/** What has to be mended before sending. The same rules as the contract's schema, without its weight. */
export const complaintsAbout = ({ content, email }: Words): Complaints => {
  const length = content.trim().length;
  const address = email.trim();
  const isAddress = address.length <= FORM_LIMITS.customerEmail && /^[^\s@]+@[^\s@]+$/.test(address);
  return {
    ...(length === 0 ? { content: "empty" } : length > FORM_LIMITS.content ? { content: "too-long" } : {}),
    ...(address && !isAddress ? { email: "invalid" } : {}),
  };
};
