import * as z from "zod/mini";
import { LOG_LEVELS, type Status, UPLOAD_TYPES } from "../../shared/contract/enumerations.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import { ID_PATTERN } from "../../shared/contract/routes.ts";
import * as ours from "../../shared/contract/submission.ts";
import { plainFacts } from "../feedback/plain-facts.ts";

/** What its way to a pull request calls our statuses. It has no word of its own for work that people do: those are ours. */
export const STATUS_THERE = {
  new: "sanitized",
  triaged: "awaiting_manual",
  queued: "queued",
  in_progress: "in_progress",
  done: "done",
  archived: "archived",
} as const satisfies Record<Status, string>;
export const STATUSES_THERE = [
  ...Object.values(STATUS_THERE),
  "received",
  "sanitizing",
  "batch_pending",
  "pr_opened",
] as const;
const SEVERITIES = ["low", "medium", "high"] as const;
/** A severity is a tag here, so that it can be filtered by. */
const SEVERITY_TAG = "severity:";
/** What its kinds of files are here. */
export const UPLOAD_KIND = { screenshot: "screenshot", annotated: "screenshot", attachment: "file" } as const;
export const uploadKind = z.enum(["screenshot", "annotated", "attachment"]);

export const id = z.string().check(z.regex(ID_PATTERN, "must be 24 hexadecimal characters"));
const short = (most: number) => z.string().check(z.maxLength(most));
const jsonOf = (most: number) =>
  z
    .record(z.string().check(z.minLength(1), z.maxLength(128)), z.unknown())
    .check(z.refine((value) => JSON.stringify(value).length <= most, `must be at most ${most} characters of JSON`));
const measure = z.number().check(z.gte(-LIMITS.measure), z.lte(LIMITS.measure));
const sent = ours.submissionSchema.shape;

/** The body of its `POST /v1/feedback`. */
export const submissionSchema = z.strictObject({
  text: sent.content,
  severity: z.optional(z.nullable(z.enum(SEVERITIES))),
  url: sent.pageUrl,
  userAgent: z.optional(short(512)),
  viewport: z.optional(z.strictObject({ w: measure, h: measure, dpr: measure })),
  consoleLogs: z.optional(
    z
      .array(
        z.strictObject({
          level: z.enum([...LOG_LEVELS, "log"]),
          message: short(1_000),
          ts: z.number().check(z.gte(0), z.lte(253_402_300_799_999)), // the end of the year 9999
        }),
      )
      .check(z.maxLength(LIMITS.logs)),
  ),
  attachments: z.optional(
    z
      .array(
        z.strictObject({
          key: id,
          kind: uploadKind,
          contentType: z.enum(UPLOAD_TYPES),
          byteSize: z.int().check(z.gte(1), z.lte(LIMITS.attachmentBytes)),
          width: z.optional(z.int()),
          height: z.optional(z.int()),
        }),
      )
      .check(z.maxLength(LIMITS.attachments)),
  ),
  componentTarget: z.optional(
    z.strictObject({
      name: short(LIMITS.elementSelector),
      meta: z.optional(jsonOf(LIMITS.elementText)),
      bbox: z.optional(z.strictObject({ x: measure, y: measure, width: measure, height: measure })),
      screenshotKey: z.optional(id),
    }),
  ),
  metadata: z.optional(jsonOf(LIMITS.metadataBytes)),
  identity: z.optional(
    z.strictObject({
      email: sent.customerEmail,
      name: sent.customerName,
      externalUserId: z.optional(short(LIMITS.userTokenSub)),
    }),
  ),
});

/** What we keep of its submission. Values that ours has no place for, such as lists in the metadata, are kept as JSON. */
export const submissionOf = (theirs: z.output<typeof submissionSchema>): ours.Submission => {
  const { text, severity, url, userAgent, viewport, consoleLogs, attachments, componentTarget, identity } = theirs;
  const facts = {
    ...theirs.metadata,
    ...(identity?.externalUserId ? { externalUserId: identity.externalUserId } : {}),
  };
  const plain = plainFacts(facts);
  const { name, meta, bbox, screenshotKey } = componentTarget ?? {};
  const files = [...(attachments ?? []).map(({ key }) => key), ...(screenshotKey ? [screenshotKey] : [])];
  return {
    content: text,
    pageUrl: url,
    tags: severity ? [SEVERITY_TAG + severity] : undefined,
    customerName: identity?.name,
    customerEmail: identity?.email,
    metadata: plain.length > 0 ? Object.fromEntries(plain) : undefined,
    attachments: files.length > 0 ? [...new Set(files)] : undefined,
    element: name === undefined ? undefined : { selector: name, text: meta && JSON.stringify(meta), rect: bbox },
    client: {
      userAgent,
      viewport: viewport && { width: viewport.w, height: viewport.h, devicePixelRatio: viewport.dpr },
    },
    logs: consoleLogs?.map(({ level, message, ts }) => ({
      level: level === "log" ? "info" : level,
      message,
      at: new Date(ts).toISOString(),
    })),
  };
};

const text = z.nullable(z.string());
/** A feedback as its list shows it, and whole. */
export const listedSchema = z.object({
  id,
  appId: id,
  status: z.enum(STATUSES_THERE),
  submittedBy: z.object({ mode: z.enum(["public", "private"]), externalUserId: text, email: text, name: text }),
  severity: z.nullable(z.enum(SEVERITIES)),
  text: z.string(),
  url: text,
  duplicateOf: z.nullable(id),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export const wholeSchema = z.extend(listedSchema, {
  userAgent: text,
  viewport: z.nullable(z.object({ w: z.number(), h: z.number(), dpr: z.number() })),
  consoleLogs: z.array(z.object({ level: z.enum(LOG_LEVELS), message: z.string(), ts: z.number() })),
  attachments: z.array(
    z.object({ key: id, kind: uploadKind, contentType: z.string(), byteSize: z.int(), url: z.string() }),
  ),
  componentTarget: z.nullable(z.object({ name: z.string(), bbox: z.optional(z.record(z.string(), z.number())) })),
  metadata: z.nullable(z.record(z.string(), z.unknown())),
});

export const listedOf = (record: Feedback): z.output<typeof listedSchema> => ({
  id: record.id,
  appId: record.app,
  status: STATUS_THERE[record.status],
  submittedBy: {
    mode: record.customer ? "private" : "public",
    externalUserId: record.customer?.sub ?? (record.metadata?.externalUserId?.toString() || null),
    email: record.customerEmail,
    name: record.customerName,
  },
  severity: SEVERITIES.find((severity) => record.tags.includes(SEVERITY_TAG + severity)) ?? null,
  text: record.content,
  url: record.pageUrl,
  duplicateOf: record.duplicateOf,
  createdAt: record.createdAt,
  updatedAt: record.updatedAt,
});
export const wholeOf = (record: Feedback): z.output<typeof wholeSchema> => {
  const { userAgent = null, viewport } = record.client ?? {};
  return {
    ...listedOf(record),
    userAgent,
    viewport: viewport ? { w: viewport.width, h: viewport.height, dpr: viewport.devicePixelRatio } : null,
    consoleLogs: (record.logs ?? []).map(({ at, ...log }) => ({ ...log, ts: Date.parse(at) })),
    // A picture that came with the words is a file there like any.
    attachments: [
      ...(record.screenshot ? [{ ...record.screenshot, id: record.id, kind: "screenshot" }] : []),
      ...record.attachments,
    ].map(({ id: key, kind, contentType, byteSize, url }) => ({
      key,
      kind: kind === "screenshot" ? kind : "attachment",
      contentType,
      byteSize,
      url,
    })),
    componentTarget: record.element && {
      name: record.element.selector,
      ...(record.element.rect ? { bbox: record.element.rect } : {}),
    },
    metadata: record.metadata,
  };
};

/** What its other routes take and answer. */
export const statusAnswerSchema = z.object({ id, status: z.literal("received") });
export const uploadUrlSchema = z.strictObject({
  contentType: z.enum(UPLOAD_TYPES),
  byteSize: z.int().check(z.gte(1)),
  kind: uploadKind,
});
export const uploadAddressSchema = z.object({ key: id, uploadUrl: z.url(), expiresInSeconds: z.int() });
const flag = z.enum(["true", "false"]);
export const listQuerySchema = z.strictObject({
  appId: z.optional(id),
  status: z.optional(z.enum(STATUSES_THERE)),
  cursor: z.optional(id),
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(LIMITS.listMost)), LIMITS.listDefault),
  includeDuplicates: z._default(flag, "false"),
});
export const listSchema = z.object({ data: z.array(listedSchema), nextCursor: z.nullable(id) });
export const changeSchema = z.strictObject({ status: z.enum(["queued", "archived"]) });
export const appsSchema = z.object({
  data: z.array(
    z.object({
      id,
      slug: z.string(),
      name: z.string(),
      publicSubmissionEnabled: z.boolean(),
      processingMode: z.literal("no_pr"),
      allowedOrigins: z.array(z.string()),
      createdAt: z.iso.datetime(),
    }),
  ),
});
