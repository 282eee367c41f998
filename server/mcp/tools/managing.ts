import * as z from "zod/mini";
import { type AppList, appSchema } from "../../../shared/contract/app.ts";
import { type MemberList, memberSchema } from "../../../shared/contract/member.ts";
import { pageQuerySchema } from "../../../shared/contract/page-query.ts";
import { ROUTES } from "../../../shared/contract/routes.ts";
import { type Usage, usageQuerySchema, usageRowSchema } from "../../../shared/contract/usage.ts";
import { quotedInline } from "../../feedback/markdown.ts";
import { allVisible } from "../../feedback/visible-text.ts";
import type { RouteCaller } from "../route-caller.ts";
import { type Tool, tool } from "../tool.ts";
import { nextCursor } from "./reading.ts";

const ROWS_MOST = 100;
const readOnly = { readOnlyHint: true } as const;
const { id, name, environment, mode, retentionDays, createdAt } = appSchema.shape;
const { refusals: _, ...row } = usageRowSchema.shape;
const { from, to, key } = usageQuerySchema.shape;

export const managingTools = (route: RouteCaller): Tool[] => {
  const appsRoute = route("GET", ROUTES.apps);
  const membersRoute = route("GET", ROUTES.members);
  const usageRoute = route("GET", ROUTES.usage);

  return [
    tool({
      name: "list_apps",
      title: "Which app this is",
      description:
        "Shows the app of your key: its id, name, environment (live or test) and mode. A key sees one app, and no other tool shows another.",
      scope: "apps:read",
      input: z.strictObject({}),
      output: z.object({ data: z.array(z.object({ id, name, environment, mode, retentionDays, createdAt })) }),
      annotations: readOnly,
      async run(context) {
        const { data: apps } = (await (await appsRoute(context)).json()) as AppList;
        const data = apps.map(({ id, name, environment, mode, retentionDays, createdAt }) => ({
          ...{ id, name, environment, mode, retentionDays, createdAt },
        }));
        const text = data
          .map(({ id, name, environment, mode }) => `- ${id} ${quotedInline(name)}, ${environment}, ${mode} mode`)
          .join("\n");
        return { text: text || "There is no app.", data: { data } };
      },
    }),
    tool({
      name: "list_members",
      title: "Who is in the team",
      description: "Lists the members, oldest first, with what each does in the team: whom `assignee` can name.",
      scope: "apps:read",
      input: z.strictObject({ cursor: pageQuerySchema.shape.cursor }),
      output: z.object({ data: z.array(memberSchema), nextCursor }),
      annotations: readOnly,
      async run(context, query) {
        const page = (await (await membersRoute(context, { query })).json()) as MemberList;
        const data = allVisible(page.data);
        const rows = data.map(({ id, name, role }) => `- ${id} ${quotedInline(name)}, ${role ?? "no role yet"}`);
        const more = page.nextCursor === null ? [] : [`There are more: call again with cursor "${page.nextCursor}".`];
        return { text: [...rows, ...more].join("\n"), data: { data, nextCursor: page.nextCursor } };
      },
    }),
    tool({
      name: "get_usage",
      title: "What each key asked, by day",
      description: `Counts requests and refusals by key and day. Days are UTC; the last 30 by default. At most ${ROWS_MOST} rows, the newest.`,
      scope: "usage:read",
      input: z.strictObject({ from, to, key }),
      about: { from: "first day, such as 2026-01-01", to: "last day", key: "id of one key" },
      output: z.object({
        from: z.string(),
        to: z.string(),
        complete: z.boolean(),
        data: z.array(z.object({ ...row, refusals: z.record(z.string(), z.int()) })),
      }),
      annotations: readOnly,
      async run(context, query) {
        const usage = (await (await usageRoute(context, { query })).json()) as Usage;
        const data = usage.data.slice(0, ROWS_MOST) as Array<
          Usage["data"][number] & { refusals: Record<string, number> }
        >;
        const complete = data.length === usage.data.length;
        const rows = data.map(({ day, key, requests, refusals }) => {
          const refused = Object.entries(refusals).map(([code, count]) => `${code} ${count}`);
          return `- ${day} key ${key}: ${requests} requests${refused.length > 0 ? `, refused ${refused.join(", ")}` : ""}`;
        });
        const head = `${usage.from} to ${usage.to}: ${data.length} rows.${complete ? "" : " Older ones are left out: narrow from and to."}`;
        return { text: [head, ...rows].join("\n"), data: { from: usage.from, to: usage.to, complete, data } };
      },
    }),
  ];
};
