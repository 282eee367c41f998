import { exportQuerySchema } from "../../shared/contract/feedback-query.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { EXPORT_FORMATS, exportPages } from "../feedback/export-stream.ts";
import { streamOf } from "../feedback/stream-of.ts";
import { requireNamed } from "../named-here.ts";
import { access, actorOf } from "../policy/access.ts";
import { memberIdOf } from "../policy/member-id.ts";
import { parseQuery } from "../policy/parsed.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { REFUSED_ACCESS } from "./refused.ts";

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
      200: {
        description: "Newest first.",
        mediaTypes: Object.values(EXPORT_FORMATS).map(({ mediaType }) => mediaType),
      },
    },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found"],
    policies: [access(services, "feedback:read", "exportFeedback")],
    async handle(context) {
      const { format, ...narrowed } = parseQuery(context, exportQuerySchema);
      await requireNamed(services, actorOf(context), narrowed); // what has begun to be sent cannot be refused
      const stream = streamOf(
        EXPORT_FORMATS[format],
        exportPages(services, actorOf(context), narrowed, memberIdOf(context)),
        async () => context.get("askAgain")?.(),
      );
      return context.body(stream, 200, {
        "Content-Type": EXPORT_FORMATS[format].mediaType,
        "Content-Disposition": `attachment; filename="feedback.${format}"`,
        "Cache-Control": "no-store",
      });
    },
  },
];
