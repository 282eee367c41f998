import { UPLOAD_TYPES, type UploadType } from "../../shared/contract/enumerations.ts";
import { DELIVERY, LIMITS } from "../../shared/contract/limits.ts";
import type { Texts } from "../text.ts";

/** Ends of names that are not the second half of their type. */
const ENDINGS: Record<string, string> = { jpg: "jpeg", txt: "plain", log: "plain" };

/** For a file chooser: by their ends too, for systems that know a type by another name or not at all. */
export const ACCEPT = `${UPLOAD_TYPES},.csv,.json,.zip,.txt,.log`;
const SHOWN = "PNG, JPEG, WebP, MP4, WebM, PDF, TXT, CSV, JSON, ZIP";
const MB = 1024 * 1024;
/** All files together: beside them the outbox holds the submission itself. */
const TOGETHER = DELIVERY.bytes - LIMITS.bodyBytes;

/** The end of a name, without its dot. */
export const endingOf = (name: string): string => /\.(\w{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? "";

export const typeOf = ({ name, type }: Pick<File, "name" | "type">): UploadType | undefined => {
  const [given] = type.toLowerCase().split(";");
  const ending = endingOf(name);
  const half = `/${Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : ending}`;
  return UPLOAD_TYPES.find((known) => known === given) ?? UPLOAD_TYPES.find((known) => known.endsWith(half));
};

export type Complaint = { why: keyof Texts; values?: Record<string, string | number> };

/** Why a file cannot be sent, whatever stands beside it. */
export const complaintAbout = (file: Pick<File, "name" | "type" | "size">): Complaint | undefined => {
  if (!typeOf(file)) return { why: "fileType", values: { types: SHOWN } };
  if (file.size > LIMITS.attachmentBytes) return { why: "fileTooLarge", values: { n: LIMITS.attachmentBytes / MB } };
  return file.size === 0 ? { why: "fileUnreadable" } : undefined;
};

/** Why it cannot be sent together with those that are there. */
export const complaintBeside = (
  { size }: Pick<File, "size">,
  others: readonly Pick<File, "size">[],
): Complaint | undefined => {
  if (others.length >= LIMITS.attachments) return { why: "filesTooMany", values: { n: LIMITS.attachments } };
  const sum = others.reduce((sum, other) => sum + other.size, size);
  return sum > TOGETHER ? { why: "filesTogether", values: { n: TOGETHER / MB } } : undefined;
};
