import type { Submission } from "../../shared/contract/submission.ts";
import type { Texts } from "../text.ts";

/** One field of the request: its name there, its value, and what it is called here. */
export type Field = { path: string; value: unknown; label: keyof Texts; more?: string };

const LABELS: Record<string, keyof Texts> = {
  content: "partMessage",
  category: "categoryLabel",
  rating: "ratingLabel",
  customerEmail: "emailLabel",
  customerName: "partName",
  pageUrl: "partAddress",
  pageTitle: "partTitle",
  tags: "partTags",
  screenshotDataUrl: "partPicture",
  capture: "partCapture",
  element: "partElement",
  sourceType: "partSource",
  logs: "partLogs",
  "client.userAgent": "partBrowser",
  "client.language": "partLanguage",
  "client.timezone": "partTimezone",
  "client.viewport": "partWindow",
  "client.referrer": "partReferrer",
  "client.sdk": "partForm",
};

/** Every field of a submission, in the order in which it is sent; members of `client` and `metadata` one by one,
 * and what was drawn on the picture apart from how it was made. */
export const fieldsOf = (submission: Submission): Field[] =>
  Object.entries(submission).flatMap(([name, value]): Field[] => {
    if (name === "metadata" || name === "client")
      return Object.entries(value as object).map(([member, inner]) => {
        const path = `${name}.${member}`;
        return name === "client"
          ? { path, value: inner, label: LABELS[path] ?? "partBrowser", more: LABELS[path] ? "" : member }
          : { path, value: inner, label: "partSite", more: member };
      });
    const { marks, ...how } = (name === "capture" ? value : {}) as NonNullable<Submission["capture"]>;
    if (marks)
      return [
        { path: name, value: how, label: "partCapture" },
        { path: "capture.marks", value: marks, label: "partMarks" },
      ];
    return [{ path: name, value, label: LABELS[name] ?? "partSite", more: LABELS[name] ? "" : name }];
  });
