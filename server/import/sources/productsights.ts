import * as z from "zod/mini";
import type { Source } from "../source.ts";
import { orNone } from "./or-none.ts";

const pageSchema = z.object({ insights: z.array(z.unknown()), nextCursor: z.nullish(z.string()) });

const insightSchema = z.looseObject({
  id: z.string(),
  content: z.string(),
  createdAt: z.string(),
  updatedAt: orNone(z.string()),
  screenshotDataUrl: orNone(z.string()),
  hasScreenshot: orNone(z.boolean()),
});

/** Insights; their list does not hand out pictures unless it holds them itself. */
export const productsights: Source = {
  name: "productsights",
  title: "ProductSights",
  keyPrefix: "ps_",
  keyPlace: { in: "bearer" },
  lists: [
    {
      name: "insights",
      async page(ask, cursor) {
        const query = { limit: 100, cursor: cursor ?? undefined };
        const { insights, nextCursor } = pageSchema.parse(await ask.json({ path: "/api/insights", query }));
        return { items: insights, next: nextCursor ?? null };
      },
      read(item) {
        const { id, createdAt, updatedAt, screenshotDataUrl, hasScreenshot, ...insight } = insightSchema.parse(item);
        return {
          kind: "feedback",
          id,
          createdAt,
          updatedAt,
          status: insight.status,
          submission: {
            content: insight.content,
            context: insight.context,
            pageUrl: insight.pageUrl,
            pageTitle: insight.pageTitle,
            customerName: insight.customerName,
            customerEmail: insight.customerEmail,
            tags: insight.tags,
            sourceType: insight.sourceType,
          },
          picture: screenshotDataUrl ?? undefined,
          lacks: hasScreenshot && !screenshotDataUrl ? ["its picture is not in ProductSights' list"] : [],
        };
      },
    },
  ],
};
