import type { Feedback } from "../../shared/contract/record.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { StoredFeedback } from "../store/feedback.ts";

const iso = (at: number): string => new Date(at).toISOString();

/** A record as the API shows it: every field is there, `null` where nothing was sent. */
export const feedbackFromStored = ({
  id,
  appId,
  createdAt,
  updatedAt,
  status,
  sourceType,
  submission,
  screenshot,
  attachments,
  customer,
  customerId,
  tags,
  assignee,
  duplicateOf,
}: StoredFeedback): Feedback => {
  const created = iso(createdAt);
  return {
    id,
    app: appId,
    createdAt: created,
    // Most were never changed, and writing a time is what costs most here.
    updatedAt: updatedAt === createdAt ? created : iso(updatedAt),
    status,
    sourceType,
    content: submission.content,
    category: submission.category ?? null,
    rating: submission.rating ?? null,
    context: submission.context ?? null,
    pageUrl: submission.pageUrl ?? null,
    pageTitle: submission.pageTitle ?? null,
    customerName: submission.customerName ?? null,
    customerEmail: submission.customerEmail ?? null,
    customer,
    customerId,
    tags,
    assignee,
    duplicateOf,
    screenshot: screenshot && { url: ROUTES.feedbackScreenshot.replace("{id}", id), ...screenshot },
    attachments: attachments.map((attachment) => ({
      ...attachment,
      url: ROUTES.feedbackAttachment.replace("{id}", id).replace("{attachmentId}", attachment.id),
    })),
    element: submission.element ?? null,
    client: submission.client ?? null,
    logs: submission.logs ?? null,
    metadata: submission.metadata ?? null,
    capture: submission.capture ?? null,
  };
};
