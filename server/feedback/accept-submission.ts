import type { ParsedSubmission } from "../../shared/contract/submission.ts";
import type { Services } from "../services.ts";
import type { Acceptance } from "../store/feedback.ts";
import { namedUploads, notWaiting } from "../uploads/named-uploads.ts";
import { type Circumstances, newFeedback } from "./new-feedback.ts";

/**
 * Makes a submission durable: the record with its picture, its files and its event.
 *
 * @throws Problem `invalid_image`, `invalid_body`, `not_found` for a file, `unavailable`
 */
export const acceptSubmission = async (
  services: Services,
  submission: ParsedSubmission,
  circumstances: Omit<Circumstances, "attachments">,
): Promise<Exclude<Acceptance, { outcome: "upload_gone" }>> => {
  const { store } = services;
  const feedback = newFeedback(submission, { ...circumstances, attachments: [] });
  const ids = submission.attachments ?? [];
  try {
    const attachments = ids.length === 0 ? [] : await namedUploads(services, feedback.appId, ids);
    const acceptance = await store.feedback.accept({ ...feedback, attachments });
    if (acceptance.outcome === "upload_gone") throw notWaiting(acceptance.index);
    return acceptance;
  } catch (error) {
    // Uploads wait no longer once a request that named them was answered; the same request again gets the same answer.
    const earlier = ids.length === 0 ? undefined : await store.feedback.findReplay(feedback);
    if (earlier) return earlier;
    throw error;
  }
};
