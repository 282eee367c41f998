import * as z from "zod/mini";
import { CATEGORIES, SOURCE_TYPES, STATUSES } from "../../../shared/contract/enumerations.ts";
import type { Feedback } from "../../../shared/contract/record.ts";
import { exportPages } from "../../feedback/export-stream.ts";
import { quotedInline } from "../../feedback/markdown.ts";
import { excerpt } from "../../feedback/visible-text.ts";
import { requireNamed } from "../../named-here.ts";
import { actorOf } from "../../policy/access.ts";
import type { Services } from "../../services.ts";
import { SHORT_WARNING, WARNING } from "../feedback-view.ts";
import { type Tool, tool } from "../tool.ts";
import { FILTERS_ABOUT, filterShape } from "./reading.ts";

/** A summary reads this many of the newest records, and says so where there are more. */
const COUNTED_MOST = 1_000;
const TOP = 10;

const counts = z.record(z.string(), z.int());
const named = z.array(z.object({ name: z.string(), count: z.int() }));

const countBy = (values: ReadonlyArray<string | null>, order: readonly string[]): Record<string, number> => {
  const found = Map.groupBy(values, (value) => value ?? "none");
  return Object.fromEntries(
    [...order, "none"].flatMap((name) => (found.has(name) ? [[name, found.get(name)?.length ?? 0]] : [])),
  );
};

const mostOf = (values: readonly string[]): z.output<typeof named> =>
  [...Map.groupBy(values, (value) => value)]
    .map(([name, all]) => ({ name: excerpt(name, 200), count: all.length }))
    .sort((a, b) => b.count - a.count)
    .slice(0, TOP);

const pageOf = ({ pageUrl }: Feedback): string[] => (pageUrl === null ? [] : [pageUrl.replace(/[?#].*$/, "")]);

const listed = (title: string, rows: z.output<typeof named>): string[] =>
  rows.length === 0
    ? []
    : [`${title}:\n${rows.map(({ name, count }) => `- ${count}: ${quotedInline(name)}`).join("\n")}`];

export const countingTools = (services: Services): Tool[] => [
  tool({
    name: "summarize_feedback",
    title: "Count feedback",
    description: `Counts feedback by status, category, source, rating, tag and page, over the newest 1,000 that match the filters. Begin here to see what is going on, then list_feedback. ${SHORT_WARNING}`,
    scope: "feedback:read",
    input: z.strictObject(filterShape),
    about: FILTERS_ABOUT,
    output: z.object({
      counted: z.int(),
      complete: z.boolean(),
      newest: z.nullable(z.string()),
      oldest: z.nullable(z.string()),
      byStatus: counts,
      byCategory: counts,
      bySource: counts,
      rating: z.object({ count: z.int(), average: z.nullable(z.number()) }),
      untrusted: z.object({ tags: named, pages: named }),
    }),
    annotations: { readOnlyHint: true },
    async run(context, { status, category, ...others }) {
      const filters = { ...others, status: status && [status], category: category && [category] };
      await requireNamed(services, actorOf(context), filters);
      const found: Feedback[] = [];
      for await (const page of exportPages(services, actorOf(context), filters)) {
        found.push(...page);
        if (found.length > COUNTED_MOST) break;
      }
      const complete = found.length <= COUNTED_MOST;
      const counted = found.slice(0, COUNTED_MOST);
      const ratings = counted.flatMap(({ rating }) => (rating === null ? [] : [rating]));
      const sum = ratings.reduce((total, rating) => total + rating, 0);
      const data = {
        counted: counted.length,
        complete,
        newest: counted[0]?.createdAt ?? null,
        oldest: counted.at(-1)?.createdAt ?? null,
        byStatus: countBy(
          counted.map(({ status }) => status),
          STATUSES,
        ),
        byCategory: countBy(
          counted.map(({ category }) => category),
          CATEGORIES,
        ),
        bySource: countBy(
          counted.map(({ sourceType }) => sourceType),
          SOURCE_TYPES,
        ),
        rating: {
          count: ratings.length,
          average: ratings.length === 0 ? null : Math.round((sum / ratings.length) * 100) / 100,
        },
        untrusted: { tags: mostOf(counted.flatMap(({ tags }) => tags)), pages: mostOf(counted.flatMap(pageOf)) },
      };
      const row = (of: Record<string, number>) =>
        Object.entries(of)
          .map(([name, count]) => `${name} ${count}`)
          .join(", ");
      const text = [
        complete
          ? `${data.counted} feedback match.`
          : `The newest ${data.counted} that match; there are more, so narrow it with since and until to count older ones.`,
        ...(data.counted === 0
          ? []
          : [
              `From ${data.oldest} to ${data.newest}.\nStatus: ${row(data.byStatus)}\nCategory: ${row(data.byCategory)}\nSource: ${row(data.bySource)}\nRating: ${data.rating.average ?? "none"} on average, of ${data.rating.count}`,
              ...listed("Tags", data.untrusted.tags),
              ...listed("Pages", data.untrusted.pages),
              WARNING,
            ]),
      ].join("\n\n");
      return { text, data };
    },
  }),
];
