import { exportQuerySchema } from "../../shared/contract/feedback-query.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { csvHead, csvRow } from "../feedback/csv.ts";
import { filterOf } from "../feedback/filter.ts";
import { feedbackFromStored } from "../feedback/from-stored.ts";
import { access, actorOf } from "../policy/access.ts";
import { parseQuery } from "../policy/parsed.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import type { StoredFeedback } from "../store/feedback.ts";
import { REFUSED_ACCESS } from "./refused.ts";

/** How a format writes records, and what stands before them. */
const FORMATS = {
  ndjson: {
    mediaType: "application/x-ndjson",
    head: () => "",
    row: (feedback: Feedback) => `${JSON.stringify(feedback)}\n`,
  },
  csv: { mediaType: "text/csv; charset=utf-8", head: csvHead, row: csvRow },
};

/** A stream that reads a page when its reader wants more, and no page before: however much there is, little of it is in memory. */
const streamOf = (
  { head, row }: (typeof FORMATS)["csv"],
  read: (before: string | undefined) => Promise<StoredFeedback[]>,
): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  let before: string | undefined;
  let text = head();
  return new ReadableStream(
    {
      async pull(controller) {
        const page = await read(before);
        for (const feedback of page) text += row(feedbackFromStored(feedback));
        before = page.at(-1)?.id;
        if (text) controller.enqueue(encoder.encode(text));
        text = "";
        if (page.length < LIMITS.listMost) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
};

export const exportRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.export,
    tag: "Feedback",
    summary: "Export feedback as NDJSON or CSV",
    description:
      "What a list with the same filters gives, all of it, as a stream. Cells of the CSV that a spreadsheet would take for a formula begin with an apostrophe.",
    auth: "reader",
    query: exportQuerySchema,
    answers: {
      200: { description: "Newest first.", mediaTypes: Object.values(FORMATS).map(({ mediaType }) => mediaType) },
    },
    errors: [...REFUSED_ACCESS, "invalid_query"],
    policies: [access(services, "feedback:read")],
    handle(context) {
      const { format, ...narrowed } = parseQuery(context, exportQuerySchema);
      const [actor, filter] = [actorOf(context), filterOf(narrowed)];
      const stream = streamOf(FORMATS[format], (before) =>
        services.store.feedback.list(actor, { ...filter, limit: LIMITS.listMost, before }),
      );
      return context.body(stream, 200, {
        "Content-Type": FORMATS[format].mediaType,
        "Content-Disposition": `attachment; filename="feedback.${format}"`,
        "Cache-Control": "no-store",
      });
    },
  },
];
