import type * as z from "zod/mini";
import type { exportQuerySchema } from "../../shared/contract/feedback-query.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import type { FeedbackReader } from "../store/feedback.ts";
import type { Store } from "../store/store.ts";
import { csvHead, csvRow } from "./csv.ts";
import { filterOf } from "./filter.ts";
import { feedbackFromStored } from "./from-stored.ts";

/** How a format writes records, and what stands before them. */
export const EXPORT_FORMATS = {
  ndjson: {
    mediaType: "application/x-ndjson",
    head: () => "",
    row: (feedback: Feedback) => `${JSON.stringify(feedback)}\n`,
  },
  csv: { mediaType: "text/csv; charset=utf-8", head: csvHead, row: csvRow },
};

/** All feedback that a reader may see and a query asks for, page by page: however much there is, little of it is in memory. */
export async function* exportPages(
  { store }: { store: Pick<Store, "feedback"> },
  reader: FeedbackReader,
  narrowed: Omit<z.output<typeof exportQuerySchema>, "format">,
  memberId?: string,
): AsyncGenerator<Feedback[]> {
  const filter = filterOf(narrowed, memberId);
  let before: string | undefined;
  for (;;) {
    const page = await store.feedback.list(reader, { ...filter, limit: LIMITS.listMost, before });
    if (page.length > 0) yield page.map(feedbackFromStored);
    if (page.length < LIMITS.listMost) return;
    before = page.at(-1)?.id;
  }
}
