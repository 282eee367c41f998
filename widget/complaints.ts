import { EMAIL_ADDRESS } from "../shared/contract/email-address.ts";
import type { Words } from "./draft.ts";
import { CONTENT, EMAIL } from "./limits.ts";

/** Both are always there, if only as `undefined`: a page may have put members of these names on every object. */
export type Complaints = { content: "empty" | "too-long" | undefined; email: "invalid" | undefined };

/** What has to be mended before sending. The same rules as the contract's schema, without its weight. */
export const complaintsAbout = ({ content, email }: Words): Complaints => {
  const length = content.trim().length;
  const address = email.trim();
  const isAddress = address.length <= EMAIL && EMAIL_ADDRESS.test(address);
  return {
    content: length === 0 ? "empty" : length > CONTENT ? "too-long" : undefined,
    email: address && !isAddress ? "invalid" : undefined,
  };
};
