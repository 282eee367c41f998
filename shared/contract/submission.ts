import * as z from "zod/mini";
import { EMAIL_ADDRESS } from "./email-address.ts";
import { CAPTURE_METHODS, CATEGORIES, LOG_LEVELS, MARK_COLORS, MARK_KINDS, SOURCE_TYPES } from "./enumerations.ts";
import { LIMITS } from "./limits.ts";
import { ID_PATTERN } from "./routes.ts";

const text = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
const number = z.number().check(z.gte(-LIMITS.measure), z.lte(LIMITS.measure));

const rectangle = z.strictObject({ x: number, y: number, width: number, height: number });

const share = z.number().check(z.gte(0), z.lte(1));

/**
 * One thing that was drawn on the picture, and is burnt into it. Points are shares of the picture's width and height: beginning and
 * tip of an arrow; two corners of a box, a highlight or a text; the way of a pen; the centre of a pin.
 */
const mark = z
  .strictObject({
    kind: z.enum(MARK_KINDS),
    color: z.enum(MARK_COLORS),
    points: z.array(z.strictObject({ x: share, y: share })).check(z.minLength(1), z.maxLength(LIMITS.markPoints)),
    /** Of a text. */
    text: z.optional(text(LIMITS.markText)),
    /** Of a pin. */
    number: z.optional(z.int().check(z.gte(1), z.lte(LIMITS.markNumber))),
  })
  .check(
    z.refine(
      ({ kind, points }) => kind === "pen" || points.length === (kind === "pin" ? 1 : 2),
      "a pin has one point, a pen's way any number, every other mark two",
    ),
    z.refine(({ kind, text }) => (text !== undefined) === (kind === "text"), "a text has `text`, no other mark has"),
    z.refine(
      ({ kind, number }) => (number !== undefined) === (kind === "pin"),
      "a pin has `number`, no other mark has",
    ),
  );

/** Only http(s) and extension pages: anything else is no page, and `javascript:` must never become a link. */
const pageUrl = z
  .string()
  .check(
    z.trim(),
    z.maxLength(LIMITS.pageUrl),
    z.regex(/^(https?|chrome-extension|moz-extension|file):\/\/[^\s]+$/i, "must be the address of a page"),
  );

/** Length and prefix only: a pattern over megabytes costs more than decoding them. The server's image check does the rest. */
const screenshotDataUrl = z.string().check(
  z.maxLength(LIMITS.bodyBytes),
  z.refine(
    (value) => /^data:image\/(png|jpeg|webp);base64,/.test(value.slice(0, 32)),
    "must start with data:image/png, jpeg or webp;base64,",
  ),
);

const metadata = z
  .record(
    z.string().check(z.minLength(1), z.maxLength(128)),
    z.union([z.string(), z.number(), z.boolean()], "must be a text, a number, true or false"),
  )
  .check(
    z.refine(
      (value) => new TextEncoder().encode(JSON.stringify(value)).length <= LIMITS.metadataBytes,
      `must be at most ${LIMITS.metadataBytes} bytes of JSON`,
    ),
  );

/** Tags are looked for as they are written, so they hold nothing that a database cannot: no NUL, no half of a character. */
export const tagSchema = text(LIMITS.tag).check(
  z.refine((value) => value.isWellFormed() && !value.includes("\0"), "must be text without NUL or half characters"),
);
export const tagsSchema = z.array(tagSchema).check(z.maxLength(LIMITS.tags));

/** As somebody typed it: two addresses are one person's when they differ in nothing but capital letters. */
export const customerEmailSchema = z
  .string()
  .check(z.trim(), z.maxLength(LIMITS.customerEmail), z.regex(EMAIL_ADDRESS, "must be an e-mail address"));

/** What a client sends to `POST /v1/feedback`. Unknown fields are refused at every depth. */
export const submissionSchema = z.strictObject({
  content: text(LIMITS.content),
  category: z.optional(z.enum(CATEGORIES)),
  rating: z.optional(z.int().check(z.gte(1), z.lte(5))),
  context: z.optional(text(LIMITS.context)),
  pageUrl: z.optional(pageUrl),
  pageTitle: z.optional(z.string().check(z.trim(), z.maxLength(LIMITS.pageTitle))),
  customerName: z.optional(text(LIMITS.customerName)),
  customerEmail: z.optional(customerEmailSchema),
  tags: z.optional(tagsSchema),
  sourceType: z.optional(z.enum(SOURCE_TYPES)),
  screenshotDataUrl: z.optional(screenshotDataUrl),
  attachments: z.optional(
    z
      .array(z.string().check(z.regex(ID_PATTERN, "must be the id of an upload")))
      .check(z.maxLength(LIMITS.attachments)),
  ),
  element: z.optional(
    z.strictObject({
      selector: z.string().check(z.maxLength(LIMITS.elementSelector)),
      text: z.optional(z.string().check(z.maxLength(LIMITS.elementText))),
      rect: z.optional(rectangle),
    }),
  ),
  client: z.optional(
    z.strictObject({
      userAgent: z.optional(z.string().check(z.maxLength(LIMITS.userAgent))),
      language: z.optional(z.string().check(z.maxLength(LIMITS.language))),
      timezone: z.optional(z.string().check(z.maxLength(LIMITS.timezone))),
      viewport: z.optional(z.strictObject({ width: number, height: number, devicePixelRatio: number })),
      referrer: z.optional(z.string().check(z.maxLength(LIMITS.pageUrl))),
      sdk: z.optional(
        z.strictObject({
          name: z.string().check(z.maxLength(LIMITS.sdkName)),
          version: z.string().check(z.maxLength(LIMITS.sdkVersion)),
        }),
      ),
    }),
  ),
  logs: z.optional(
    z
      .array(
        z.strictObject({
          level: z.enum(LOG_LEVELS),
          message: z.string().check(z.maxLength(LIMITS.logMessage)),
          at: z.iso.datetime(),
        }),
      )
      .check(z.maxLength(LIMITS.logs)),
  ),
  metadata: z.optional(metadata),
  capture: z.optional(
    z.strictObject({
      method: z.enum(CAPTURE_METHODS),
      durationMs: z.optional(z.number().check(z.gte(0), z.lte(3_600_000))),
      gaps: z.optional(
        z
          .array(
            z.strictObject({
              reason: z.string().check(z.maxLength(LIMITS.captureGapReason)),
              rect: z.optional(rectangle),
            }),
          )
          .check(z.maxLength(LIMITS.captureGaps)),
      ),
      marks: z.optional(z.array(mark).check(z.maxLength(LIMITS.captureMarks))),
    }),
  ),
});

/** What a client sends to make one feedback. */
export type Submission = z.input<typeof submissionSchema>;
/** The same after parsing: texts trimmed. */
export type ParsedSubmission = z.output<typeof submissionSchema>;
export type Rectangle = z.output<typeof rectangle>;
export type CaptureGap = { reason: string; rect?: Rectangle | undefined };
export type CaptureMark = z.output<typeof mark>;
