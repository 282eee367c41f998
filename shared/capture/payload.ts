import { EMAIL_ADDRESS } from "../contract/email-address.ts";
import type { CaptureMethod, Category, SourceType } from "../contract/enumerations.ts";
import { LIMITS } from "../contract/limits.ts";
import type { CaptureGap, CaptureMark, Submission } from "../contract/submission.ts";
import { own } from "../own.ts";
import type { PageFacts } from "./page-facts.ts";
import { metadataFrom } from "./site-metadata.ts";
import { VERSION } from "./version.ts";

/** What a user took out of a submission: names of its fields, `client.language`, `metadata.plan` and `capture.marks` for members of such. */
export type LeftOut = ReadonlySet<string>;

/** A picture as it is sent. */
export type EncodedPicture = {
  dataUrl: string;
  method: CaptureMethod;
  durationMs: number;
  gaps: CaptureGap[];
  /** What was drawn on it, beside its pixels, in which it is too. */
  marks?: CaptureMark[] | undefined;
};

/** What a site adds to what its visitor says. */
export type SiteFacts = {
  name?: string | undefined;
  tags?: readonly string[];
  metadata?: Record<string, string | number | boolean> | undefined;
};

export type PayloadInput = {
  /** What the user wrote and chose. Trimmed here. */
  words: {
    content: string;
    category?: Category | undefined;
    email: string;
    rating?: number | undefined;
    /** Chosen of those that are offered. */
    tags?: readonly string[] | undefined;
    element?: Submission["element"];
  };
  /** Who is writing is told by the user token, in private mode: name and address beside it would be refused. */
  isPrivate?: boolean;
  page: PageFacts;
  picture?: EncodedPicture | undefined;
  leftOut: LeftOut;
  /** What the site said: who the user is, what it adds. */
  site?: SiteFacts;
  source: { type: SourceType; sdk: string };
};

/** Cutting a text to length can cut a character in two, and the server takes no halves. */
const whole = <T>(value: T): T => {
  if (typeof value === "string") return value.toWellFormed() as T;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(whole) as T;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.toWellFormed(), whole(inner)])) as T;
};

/** How a picture came about goes where the picture goes. */
const TOGETHER: Record<string, string> = own({ capture: "screenshotDataUrl" });

const without = (submission: Submission, leftOut: LeftOut): Submission => {
  const kept = (fields: object, within = ""): [string, unknown][] =>
    Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
      const path = within + name;
      if (leftOut.has(path) || leftOut.has(TOGETHER[path] ?? path)) return [];
      if (path !== "client" && path !== "metadata" && path !== "capture") return [[name, value]];
      const members = kept(value as object, `${path}.`);
      return members.length > 0 ? [[name, Object.fromEntries(members)]] : [];
    });
  return Object.fromEntries(kept(submission)) as Submission;
};

/** In lists of millions of rows a place can be further out than one may tell: then it is told without. */
const toldGap = ({ reason, rect }: CaptureGap): CaptureGap =>
  rect && Object.values(rect).every((measure) => Math.abs(measure) <= LIMITS.measure) ? { reason, rect } : { reason };

/** Makes a submission, ready for the wire, of what the form holds. Nothing that was left out is in it. */
export const buildSubmission = (input: PayloadInput): Submission => {
  // Without what a page has put on every object: that is nothing its visitor chose.
  const { picture, leftOut, source, isPrivate, ...given } = own(input);
  const [words, page, site] = [own(given.words), own(given.page), own(own(given).site ?? {})];
  const address = isPrivate ? "" : words.email.trim();
  // What the site said of its visitor may be none, and where the form does not ask for one nobody could mend it.
  const email = EMAIL_ADDRESS.test(address) ? address : "";
  const { name: called, tags: marks = [] } = site;
  const { metadata } = metadataFrom(site.metadata);
  const name = isPrivate ? "" : called?.trim().slice(0, LIMITS.customerName);
  const tags = [
    ...new Set([...marks, ...(words.tags ?? [])].map((tag) => tag.trim().slice(0, LIMITS.tag)).filter(Boolean)),
  ];
  const submission = whole<Submission>({
    content: words.content.trim(),
    ...(words.category ? { category: words.category } : {}),
    ...(words.rating ? { rating: words.rating } : {}),
    ...(email ? { customerEmail: email } : {}),
    ...(name ? { customerName: name } : {}),
    ...(page.url ? { pageUrl: page.url } : {}),
    ...(page.title ? { pageTitle: page.title } : {}),
    ...(tags.length > 0 ? { tags: tags.slice(0, LIMITS.tags) } : {}),
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
    ...(picture
      ? {
          screenshotDataUrl: picture.dataUrl,
          capture: {
            method: picture.method,
            durationMs: Math.round(picture.durationMs),
            gaps: picture.gaps.slice(0, LIMITS.captureGaps).map(toldGap),
            ...(picture.marks?.length ? { marks: picture.marks.slice(0, LIMITS.captureMarks) } : {}),
          },
        }
      : {}),
    ...(words.element ? { element: words.element } : {}),
    client: { ...page.browser, sdk: { name: source.sdk, version: VERSION } },
    sourceType: source.type,
    ...(page.logs ? { logs: page.logs } : {}),
  });
  return without(submission, leftOut);
};
