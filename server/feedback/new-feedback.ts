import { withoutPrivateParts } from "../../shared/contract/private-url.ts";
import type { ParsedSubmission } from "../../shared/contract/submission.ts";
import { readScreenshot } from "../images/screenshot.ts";
import { Problem } from "../problems.ts";
import type { NewFeedback } from "../store/feedback.ts";

export type Circumstances = Pick<
  NewFeedback,
  "id" | "appId" | "createdAt" | "attachments" | "customer" | "connectionId" | "singleUse" | "idempotency"
> & {
  /** The picture's text, where it was cut out of the submission before that was parsed. */
  base64?: Buffer | undefined;
};

const cleanAddress = (address: string, path: string): string => {
  const clean = withoutPrivateParts(address);
  if (clean === undefined)
    throw new Problem("invalid_body", { issues: [{ path, message: "must be the address of a page" }] });
  return clean;
};

/**
 * Makes a record of a parsed submission: the picture decoded and checked, addresses cleaned once more (clients may be of any
 * make), tags unique.
 *
 * @throws Problem `invalid_image`, `invalid_body`
 */
export const newFeedback = (
  { screenshotDataUrl, attachments: _, ...submission }: ParsedSubmission,
  { base64, ...circumstances }: Circumstances,
): NewFeedback => {
  const { pageUrl, client, tags } = submission;
  const referrer = client?.referrer && withoutPrivateParts(client.referrer);
  return {
    ...circumstances,
    sourceType: submission.sourceType ?? "api",
    submission: {
      ...submission,
      ...(pageUrl === undefined ? {} : { pageUrl: cleanAddress(pageUrl, "pageUrl") }),
      ...(client?.referrer === undefined ? {} : { client: { ...client, referrer: referrer || undefined } }),
      ...(tags === undefined ? {} : { tags: [...new Set(tags)] }),
    },
    screenshot: screenshotDataUrl === undefined ? null : readScreenshot(screenshotDataUrl, base64),
  };
};
