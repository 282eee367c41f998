import * as z from "zod/mini";
import { mintRequestSchema } from "../../../shared/contract/user-token.ts";
import type { Found, FoundFile, Source } from "../source.ts";
import { statusOf } from "./status-of.ts";

const pageSchema = z.object({ data: z.array(z.unknown()), nextCursor: z.nullish(z.string()) });

/** A part that is not as documented is as good as none: the rest of the item still counts. */
const orNone = <S extends z.core.$ZodType>(schema: S) => z.catch(z.nullish(schema), null);
const text = z.string();

const itemSchema = z.looseObject({
  id: z.string(),
  createdAt: z.string(),
  updatedAt: z.optional(z.string()),
  text: orNone(text),
  content: orNone(text),
  url: orNone(text),
  userAgent: orNone(text),
  viewport: orNone(z.object({ w: z.number(), h: z.number(), dpr: z.number() })),
  consoleLogs: orNone(z.array(z.looseObject({ level: text, message: text, ts: z.number() }))),
  submittedBy: orNone(
    z.looseObject({ mode: orNone(text), externalUserId: orNone(text), email: orNone(text), name: orNone(text) }),
  ),
  severity: orNone(text),
  customer: orNone(z.pick(mintRequestSchema, { sub: true, ctx: true })),
  screenshot: orNone(z.looseObject({})),
  attachments: orNone(z.array(z.looseObject({ id: orNone(text), kind: orNone(text), contentType: orNone(text) }))),
});
type Item = z.output<typeof itemSchema>;

const LEVELS: Record<string, string> = { log: "info", warning: "warn" };

const customerOf = ({ customer, submittedBy }: Item): Found["customer"] => {
  if (customer) return { sub: customer.sub, ctx: customer.ctx ?? {} };
  if (submittedBy?.mode !== "private" || !submittedBy.externalUserId) return undefined;
  const { email, name } = submittedBy;
  const said = z.safeParse(z.pick(mintRequestSchema, { sub: true, ctx: true }), {
    sub: submittedBy.externalUserId,
    ctx: { ...(email ? { email } : {}), ...(name ? { name } : {}) },
  });
  return said.success ? { sub: said.data.sub, ctx: said.data.ctx ?? {} } : undefined;
};

const ID = /^[0-9a-f]{24}$/;

/** Those that have an address of their own. */
const filesOf = ({ id, attachments }: Item): FoundFile[] =>
  (attachments ?? []).flatMap(({ id: file, kind, contentType }) =>
    ID.test(id) && file && ID.test(file)
      ? { path: `/v1/feedback/${id}/attachments/${file}`, kind: kind ?? "", contentType: contentType ?? "" }
      : [],
  );

const clientOf = ({ client, userAgent, viewport }: Item): unknown => {
  if (client || (!userAgent && !viewport)) return client;
  const { w: width, h: height, dpr: devicePixelRatio } = viewport ?? {};
  return { userAgent: userAgent ?? undefined, ...(viewport ? { viewport: { width, height, devicePixelRatio } } : {}) };
};

const logsOf = ({ logs, consoleLogs }: Item): unknown =>
  logs ??
  consoleLogs?.map(({ level, message, ts }) => ({
    level: LEVELS[level] ?? level,
    message: message.slice(0, 2_048),
    at: new Date(Number.isFinite(ts) && Math.abs(ts) < 8.64e15 ? ts : 0).toISOString(),
  }));

/** Feedback of every app that the organization's key sees, as Userz documents it and as Earshot answers in its place. */
export const userz: Source = {
  name: "userz",
  title: "Userz",
  address: "https://api.userz.ai",
  keyPrefix: "sk_",
  keyPlace: { in: "bearer" },
  lists: [
    {
      name: "feedback",
      async page(ask, cursor) {
        const query = { limit: 100, cursor: cursor ?? undefined };
        const { data, nextCursor } = pageSchema.parse(await ask.json({ path: "/v1/feedback", query }));
        return { items: data, next: nextCursor ?? null };
      },
      read(given) {
        const item = itemSchema.parse(given);
        const { id, createdAt, updatedAt, status, submittedBy, screenshot } = item;
        const files = filesOf(item);
        return {
          id,
          createdAt,
          updatedAt,
          status: statusOf(status),
          submission: {
            content: item.text ?? item.content,
            category: item.category,
            rating: item.rating,
            context: item.context,
            pageUrl: item.url ?? item.pageUrl,
            pageTitle: item.pageTitle,
            customerName: item.customerName ?? submittedBy?.name,
            customerEmail: item.customerEmail ?? submittedBy?.email,
            tags: item.tags ?? (item.severity ? [`severity: ${item.severity}`] : []),
            sourceType: item.sourceType,
            element: item.element,
            client: clientOf(item),
            logs: logsOf(item),
            metadata: item.metadata,
            capture: item.capture,
          },
          customer: customerOf(item),
          picture: screenshot && ID.test(id) ? `/v1/feedback/${id}/screenshot` : undefined,
          files,
          lacks: files.length < (item.attachments ?? []).length ? ["not all of its files have an address"] : [],
        };
      },
    },
  ],
};
