import type { CaptureMethod, Category, SourceType } from "../contract/enumerations.ts";
import { LIMITS } from "../contract/limits.ts";
import type { CaptureGap, Submission } from "../contract/submission.ts";
import type { PageFacts } from "./page-facts.ts";
import { VERSION } from "./version.ts";

/** The parts of a submission, beside the words, that a user may take out before sending. */
export const PARTS = ["address", "title", "browser", "site", "picture", "element"] as const;
export type Part = (typeof PARTS)[number];

/** A picture as it is sent. */
export type EncodedPicture = { dataUrl: string; method: CaptureMethod; durationMs: number; gaps: CaptureGap[] };

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
  /** What the user took out. */
  leftOut: ReadonlySet<Part>;
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

/** Makes a submission, ready for the wire, of what the form holds. Nothing that was left out is in it. */
export const buildSubmission = ({
  words,
  page,
  picture,
  leftOut,
  site = {},
  source,
  isPrivate,
}: PayloadInput): Submission => {
  const has = (part: Part) => !leftOut.has(part);
  const email = isPrivate ? "" : words.email.trim();
  const { name: given, tags: marks, metadata = {} } = has("site") ? site : {};
  const name = isPrivate ? "" : given?.trim().slice(0, LIMITS.customerName);
  const tags = [
    ...new Set([...(marks ?? []), ...(words.tags ?? [])].map((tag) => tag.trim().slice(0, LIMITS.tag)).filter(Boolean)),
  ];
  const sdk = { name: source.sdk, version: VERSION };
  return whole<Submission>({
    content: words.content.trim(),
    ...(words.category ? { category: words.category } : {}),
    ...(words.rating ? { rating: words.rating } : {}),
    ...(email ? { customerEmail: email } : {}),
    ...(name ? { customerName: name } : {}),
    ...(has("address") && page.url ? { pageUrl: page.url } : {}),
    ...(has("title") && page.title ? { pageTitle: page.title } : {}),
    ...(tags.length > 0 ? { tags: tags.slice(0, LIMITS.tags) } : {}),
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
    ...(has("picture") && picture
      ? {
          screenshotDataUrl: picture.dataUrl,
          capture: {
            method: picture.method,
            durationMs: Math.round(picture.durationMs),
            gaps: picture.gaps.slice(0, LIMITS.captureGaps),
          },
        }
      : {}),
    ...(has("element") && words.element ? { element: words.element } : {}),
    client: has("browser") ? { ...page.browser, sdk } : { sdk },
    sourceType: source.type,
  });
};
