import type { Delivery } from "../../shared/contract/webhook.ts";
import { text } from "./text.ts";

const said = text.outcome;

/** What came of a delivery so far, in a sentence. */
export const deliveryWords = ({ status, statusCode, durationMs }: Delivery): string => {
  if (status === "delivered") return said.delivered(statusCode ?? 200, text.log.milliseconds(durationMs ?? 0));
  if (statusCode === null) return status === "pending" ? said.waiting : said.silent;
  if (statusCode === 410) return said.gone;
  return statusCode >= 300 && statusCode < 400 ? said.redirect(statusCode) : said.refused(statusCode);
};
