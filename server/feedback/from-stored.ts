import type { Feedback } from "../../shared/contract/record.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { StoredFeedback } from "../store/feedback.ts";

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
  customer,
}: StoredFeedback): Feedback => ({
  id,
  app: appId,
  createdAt: new Date(createdAt).toISOString(),
  updatedAt: new Date(updatedAt).toISOString(),
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
  tags: submission.tags ?? [],
  screenshot: screenshot && { url: ROUTES.feedbackScreenshot.replace("{id}", id), ...screenshot },
  element: submission.element ?? null,
  client: submission.client ?? null,
  logs: submission.logs ?? null,
  metadata: submission.metadata ?? null,
  capture: submission.capture ?? null,
});
