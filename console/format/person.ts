import type { Feedback } from "../../shared/contract/record.ts";
import { text as inboxText } from "../inbox/text.ts";
import { isVisible } from "./is-visible.ts";

/** How a sender is called: by name, else by e-mail, else as nobody in particular. */
export const personName = (record: Pick<Feedback, "customerName" | "customerEmail">): string =>
  [record.customerName, record.customerEmail].find((name) => name && isVisible(name)) || inboxText.detail.anonymous;

/** Encoded, so that an address cannot add recipients, a subject or a text of its own. */
export const mailLink = (email: string): string => `mailto:${encodeURIComponent(email).replace("%40", "@")}`;
