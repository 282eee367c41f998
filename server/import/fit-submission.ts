import * as z from "zod/mini";
import { LIMITS } from "../../shared/contract/limits.ts";
import { withoutPrivateParts } from "../../shared/contract/private-url.ts";
import { type ParsedSubmission, submissionSchema } from "../../shared/contract/submission.ts";
import { plainFacts } from "../feedback/plain-facts.ts";
import type { FoundFeedback } from "./source.ts";

/** It cannot be taken; the reason is for people, and holds nothing of what was sent. */
export class UnusableItem extends Error {
  override readonly name = "UnusableItem";
  /** It is as it should be, and has no place here. */
  readonly isFine: boolean;
  constructor(reason: string, { isFine = false } = {}) {
    super(reason);
    this.isFine = isFine;
  }
}

type Candidate = Record<string, unknown>;

const CUT = ["content", "context", "pageTitle", "customerName"] as const;

/** A text as long as it may be, with a sign that it was longer. */
const cutTo = (most: number, text: string): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;

const fitTags = (tags: unknown): string[] => {
  const texts = (Array.isArray(tags) ? tags : []).filter((tag) => typeof tag === "string");
  return [...new Set(texts.map((tag) => cutTo(LIMITS.tag, tag.replaceAll("\0", "").trim())).filter(Boolean))];
};

/** No metadata has room for more. */
const MOST_FACTS = LIMITS.metadataBytes / 4;

/** As many facts as there is room for, those in front first. */
const fitMetadata = (given: unknown): { facts: object; isCut: boolean } => {
  const facts: Record<string, unknown> = {};
  let isCut = typeof given !== "object" || Array.isArray(given);
  for (const [name, value] of isCut ? [] : plainFacts(given as object).slice(0, MOST_FACTS)) {
    const more = { ...facts, [name]: value };
    if (z.safeParse(submissionSchema.shape.metadata, more).success) facts[name] = value;
    else isCut = true;
  }
  return { facts, isCut };
};

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "string" && value.trim() === "");

/**
 * Makes a submission of what was found, by the rules that hold for every submission. What somebody wrote is kept as far as there is room
 * for it: a text that is too long is cut, a field that does not fit is left out, and `notes` say so.
 *
 * @throws UnusableItem where there is no text.
 */
export const fitSubmission = ({
  submission,
}: Pick<FoundFeedback, "submission">): { submission: ParsedSubmission; notes: string[] } => {
  const notes: string[] = [];
  const fields: Candidate = Object.fromEntries(Object.entries(submission).filter(([, value]) => !isNothing(value)));
  for (const field of CUT) {
    const text = fields[field];
    if (typeof text !== "string" || text.trim().length <= LIMITS[field]) continue;
    fields[field] = cutTo(LIMITS[field], text.trim());
    notes.push(`${field} cut to ${LIMITS[field]} characters`);
  }
  const tags = fitTags(fields.tags);
  if (tags.length > LIMITS.tags) notes.push(`tags: only the first ${LIMITS.tags}`);
  fields.tags = tags.slice(0, LIMITS.tags);
  if (Array.isArray(fields.logs) && fields.logs.length > LIMITS.logs) {
    fields.logs = fields.logs.slice(-LIMITS.logs);
    notes.push(`logs: only the last ${LIMITS.logs}`);
  }
  if (fields.metadata !== undefined) {
    const { facts, isCut } = fitMetadata(fields.metadata);
    fields.metadata = Object.keys(facts).length > 0 ? facts : undefined;
    if (isCut) notes.push(`metadata: only what fits into ${LIMITS.metadataBytes} bytes`);
  }
  if (typeof fields.pageUrl === "string" && withoutPrivateParts(fields.pageUrl.trim()) === undefined) {
    delete fields.pageUrl;
    notes.push("pageUrl left out: no address of a page");
  }
  for (;;) {
    const parsed = z.safeParse(submissionSchema, fields);
    if (parsed.success) return { submission: parsed.data, notes };
    for (const field of new Set(parsed.error.issues.map(({ path }) => String(path[0])))) {
      if (field === "content" || !(field in fields)) throw new UnusableItem("it has no text");
      delete fields[field];
      notes.push(`${field} left out: it does not fit`);
    }
  }
};
