import * as z from "zod/mini";
import { LOG_LEVELS } from "../../../shared/contract/enumerations.ts";
import { LIMITS } from "../../../shared/contract/limits.ts";
import { mintRequestSchema } from "../../../shared/contract/user-token.ts";
import type { Ask } from "../ask-source.ts";
import type { Found, FoundFeedback, FoundFile, Source } from "../source.ts";
import { orNone } from "./or-none.ts";

const pageSchema = z.object({ data: z.array(z.unknown()), nextCursor: z.nullish(z.string()) });

const text = z.string();

/** As its list shows it. */
const itemSchema = z.looseObject({
  id: text,
  createdAt: text,
  updatedAt: orNone(text),
  text: orNone(text),
  url: orNone(text),
  submittedBy: orNone(
    z.looseObject({ mode: orNone(text), externalUserId: orNone(text), email: orNone(text), name: orNone(text) }),
  ),
  severity: orNone(text),
});
type Item = z.output<typeof itemSchema>;

/** What it shows of one alone. */
const wholeSchema = z.looseObject({
  userAgent: orNone(text),
  viewport: orNone(z.object({ w: z.number(), h: z.number(), dpr: z.number() })),
  consoleLogs: orNone(z.array(z.unknown())),
  attachments: orNone(
    z.array(orNone(z.looseObject({ kind: orNone(text), contentType: orNone(text), url: orNone(text) }))),
  ),
  componentTarget: orNone(z.looseObject({ name: text, bbox: orNone(z.record(text, z.number())) })),
});
type Whole = z.output<typeof wholeSchema>;

const LEVELS = new Map([
  ["log", "info"],
  ["warning", "warn"],
]);
const lineSchema = z.looseObject({
  level: z.pipe(
    z.pipe(
      text,
      z.transform((level) => LEVELS.get(level) ?? level),
    ),
    z.enum(LOG_LEVELS),
  ),
  message: text,
  ts: z.number().check(z.gte(0), z.lte(8_640_000_000_000_000)), // the last moment that a date can be
});

const customerOf = ({ submittedBy }: Item): FoundFeedback["customer"] => {
  if (submittedBy?.mode !== "private" || !submittedBy.externalUserId) return undefined;
  const { email, name } = submittedBy;
  const said = z.safeParse(z.pick(mintRequestSchema, { sub: true, ctx: true }), {
    sub: submittedBy.externalUserId,
    ctx: { ...(email ? { email } : {}), ...(name ? { name } : {}) },
  });
  return said.success ? { sub: said.data.sub, ctx: said.data.ctx ?? {} } : undefined;
};

/** Its files lie in a storage of its own; one that answers in its place says where they are below its address. */
const BELOW = /^\/v1\/feedback\/[0-9a-f]{24}\/(screenshot|attachments\/[0-9a-f]{24})$/;
const filesOf = ({ attachments }: Whole): FoundFile[] =>
  (attachments ?? []).flatMap((file) => {
    const { url, kind, contentType } = file ?? {};
    return url && BELOW.test(url) ? { path: url, kind: kind ?? "", contentType: contentType ?? "" } : [];
  });

const clientOf = ({ userAgent, viewport }: Whole): unknown => {
  if (!userAgent && !viewport) return undefined;
  const { w: width, h: height, dpr: devicePixelRatio } = viewport ?? {};
  return { userAgent: userAgent ?? undefined, ...(viewport ? { viewport: { width, height, devicePixelRatio } } : {}) };
};

/** Those lines that are as documented. */
const logsOf = ({ consoleLogs }: Whole) =>
  (consoleLogs ?? []).flatMap((given) => {
    const line = z.safeParse(lineSchema, given);
    if (!line.success) return [];
    const { level, message, ts } = line.data;
    return { level, message: message.slice(0, LIMITS.logMessage), at: new Date(ts).toISOString() };
  });

const ID = /^[0-9a-f]{24}$/;

/** What only a look at the one tells: its page's circumstances, and its files. */
const complete = async (ask: Ask, found: Found): Promise<Found> => {
  if (found.kind !== "feedback") return found;
  if (!ID.test(found.id)) return { ...found, lacks: ["its id is none, so it could not be looked at alone"] };
  const whole = wholeSchema.parse(await ask.json({ path: `/v1/feedback/${found.id}` }));
  const { componentTarget, metadata } = whole;
  const all = filesOf(whole);
  const logs = logsOf(whole);
  return {
    ...found,
    submission: {
      ...found.submission,
      element: componentTarget && { selector: componentTarget.name, rect: componentTarget.bbox ?? undefined },
      client: clientOf(whole),
      logs: logs.length > 0 ? logs : undefined,
      metadata,
    },
    picture: all.find(({ path }) => path.endsWith("/screenshot"))?.path,
    files: all.filter(({ path }) => !path.endsWith("/screenshot")),
    lacks: [
      ...(all.length < (whole.attachments ?? []).length ? ["not all of its files have an address"] : []),
      ...(logs.length < (whole.consoleLogs ?? []).length ? ["logs: only lines as they are documented"] : []),
    ],
  };
};

/** Feedback of every app that the organization's key sees. */
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
        const query = { limit: 100, includeDuplicates: "true", cursor: cursor ?? undefined };
        const { data, nextCursor } = pageSchema.parse(await ask.json({ path: "/v1/feedback", query }));
        return { items: data, next: nextCursor ?? null };
      },
      read(given) {
        const item = itemSchema.parse(given);
        const { id, createdAt, updatedAt, status, submittedBy, severity } = item;
        return {
          kind: "feedback",
          id,
          createdAt,
          updatedAt,
          status,
          submission: {
            content: item.text,
            pageUrl: item.url,
            customerName: submittedBy?.name,
            customerEmail: submittedBy?.email,
            tags: severity ? [`severity:${severity}`] : [],
          },
          customer: customerOf(item),
        };
      },
      complete,
    },
  ],
};
