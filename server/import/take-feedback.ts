import { randomBytes } from "node:crypto";
import { UPLOAD_KINDS, UPLOAD_TYPES, type UploadKind, type UploadType } from "../../shared/contract/enumerations.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { type Blobs, only } from "../blobs/blobs.ts";
import type { Clock } from "../clock.ts";
import { newFeedback } from "../feedback/new-feedback.ts";
import { type CleanImage, cleanImage } from "../images/clean-image.ts";
import { readScreenshot } from "../images/screenshot.ts";
import { hashOfSecret } from "../keys/key-text.ts";
import type { Log } from "../logs.ts";
import { Problem } from "../problems.ts";
import type { NewAttachment } from "../store/attachments.ts";
import type { StoredReply } from "../store/replies.ts";
import type { Store } from "../store/store.ts";
import { completeUpload } from "../uploads/complete-upload.ts";
import type { Ask } from "./ask-source.ts";
import { fitSubmission } from "./fit-submission.ts";
import { idAt } from "./item-id.ts";
import { momentOf, momentOr } from "./moment.ts";
import type { FoundFeedback, FoundFile, FoundReply } from "./source.ts";
import { statusOf } from "./status-of.ts";

export type ImportServices = { store: Store; blobs: Blobs; clock: Clock; log: Log; makeId: () => string };

/** What an item is taken with. */
export type Given = ImportServices & {
  appId: string;
  /** The product, as it calls itself. */
  title: string;
  ask: Ask;
  /** Whether webhooks are told. */
  announce: boolean;
};

/** What a picture or a file turned out to be is the product's fault: it is left behind, and told. */
const unlessRefused = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem && error.code !== "unavailable") return undefined;
    throw error;
  }
};

const pictureOf = (ask: Ask, picture: string): Promise<CleanImage | undefined> =>
  unlessRefused(async () => {
    if (picture.startsWith("data:")) return readScreenshot(picture);
    const found = await ask.bytes(picture, LIMITS.bodyBytes);
    return found && cleanImage(found.bytes);
  });

const fileOf = (given: Given, { path, kind, contentType }: FoundFile): Promise<NewAttachment | undefined> =>
  unlessRefused(async () => {
    const { appId, ask, clock, makeId, store } = given;
    if (!UPLOAD_TYPES.includes(contentType as UploadType)) return undefined;
    const found = await ask.bytes(path, LIMITS.attachmentBytes);
    if (!found || found.bytes.length === 0) return undefined;
    const upload = {
      id: makeId(),
      appId,
      kind: UPLOAD_KINDS.includes(kind as UploadKind) ? (kind as UploadKind) : ("file" as const),
      contentType: contentType as UploadType,
      byteSize: found.bytes.length,
      tokenHash: hashOfSecret(randomBytes(32).toString("base64url")), // nobody is given it: the bytes are here
      expiresAt: clock.now(),
    };
    await store.uploads.add(upload);
    const kept = await completeUpload(given, { ...upload, blob: null }, only(found.bytes));
    if (!kept?.blob) return undefined;
    return { id: kept.id, kind: kept.kind, contentType: kept.contentType, byteSize: kept.byteSize, blob: kept.blob };
  });

/** Those that can be kept; ids begin with the time, so that they are in order. */
const repliesOf = (
  given: Given,
  feedback: { id: string; createdAt: number },
  found: FoundReply[],
  hash: Buffer,
): StoredReply[] =>
  found.flatMap(({ from, visibility = "public", name, content, createdAt }, index) => {
    const text = typeof content === "string" ? content.trim() : "";
    if (text === "") return [];
    const at = momentOr(createdAt, feedback.createdAt, given.clock.now());
    return {
      id: idAt(at, `${given.appId} ${index}`, hash),
      feedbackId: feedback.id,
      visibility,
      content: text.length > LIMITS.content ? `${text.slice(0, LIMITS.content - 1).toWellFormed()}…` : text,
      author: {
        type: from === "team" ? ("key" as const) : ("customer" as const),
        id: "import",
        name: name?.trim().slice(0, LIMITS.name).toWellFormed() || given.title,
      },
      createdAt: at,
    };
  });

/**
 * Makes what was found durable: the feedback with its picture, files and replies, at its own time and in its own status, once.
 *
 * @returns what could not be brought along; `undefined` where another run was first.
 * @throws UnusableItem, and SourceError where the product cannot be asked for its files
 */
export const takeFeedback = async (given: Given, found: FoundFeedback, hash: Buffer): Promise<string[] | undefined> => {
  const { appId, ask, clock, makeId, store } = given;
  const createdAt = momentOf(found.createdAt, clock.now());
  const updatedAt = momentOr(found.updatedAt, createdAt, clock.now());
  const { submission, notes } = fitSubmission(found);
  const { picture, files = [], lacks = [] } = found;
  const status = statusOf(found.status);
  if (found.status && !status) notes.push("its status is none of ours: it is new here");
  const image = picture === undefined ? undefined : await pictureOf(ask, picture);
  if (picture !== undefined && !image) notes.push("its picture could not be had, or is none");
  const attachments: NewAttachment[] = [];
  for (const file of files.slice(0, LIMITS.attachments)) {
    const attachment = await fileOf(given, file);
    if (attachment) attachments.push(attachment);
  }
  if (attachments.length < files.length) notes.push("not all of its files could be had, or may be kept");
  const id = idAt(createdAt, appId, hash);
  const feedback = {
    ...newFeedback(submission, {
      id,
      appId,
      createdAt,
      attachments,
      customer: found.customer ?? null,
      singleUse: null,
      idempotency: null,
    }),
    screenshot: image ?? null,
    past: { status: status ?? ("new" as const), updatedAt: Math.max(createdAt, updatedAt) },
    event: given.announce ? { id: makeId(), createdAt: clock.now() } : null,
  };
  const isNew = await store.imports.addFeedback(hash, feedback, repliesOf(given, feedback, found.replies ?? [], hash));
  return isNew ? [...notes, ...lacks] : undefined;
};
