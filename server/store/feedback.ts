import type { Environment, SourceType, Status } from "../../shared/contract/enumerations.ts";
import type { ParsedSubmission } from "../../shared/contract/submission.ts";
import type { UserContext } from "../../shared/contract/user-token.ts";
import type { ImageFacts } from "../images/inspect-image.ts";
import { acceptUnit } from "./accept-feedback.ts";
import type { Attachment, NewAttachment } from "./attachments.ts";
import type { Change } from "./audit.ts";
import type { Engine } from "./engine.ts";
import { changeFeedback, type FeedbackChanges, type FeedbackUpdate } from "./feedback-changes.ts";
import { countFeedback, idOfFeedbackAt, listFeedback } from "./feedback-list.ts";
import { feedbackFrom, readableFeedback } from "./feedback-rows.ts";
import { removeFeedback } from "./remove-feedback.ts";
import { type SimilarFeedback, similarFeedback } from "./similar.ts";

/** Whom a user token vouched for: the host's own id of its user, and what it told about them. */
export type Customer = { sub: string; ctx: UserContext };

export type NewFeedback = {
  id: string;
  appId: string;
  createdAt: number;
  submission: Omit<ParsedSubmission, "screenshotDataUrl" | "attachments">;
  sourceType: SourceType;
  screenshot: (ImageFacts & { bytes: Buffer }) | null;
  /** Uploads that wait; they stop waiting in the same transaction. */
  attachments: NewAttachment[];
  customer: Customer | null;
  /** The key it comes with, where that has a connection token. */
  connectionId?: string | null;
  /** A token that is good for one submission: what tells it from others, and when nobody can use it any more. */
  singleUse: { hash: Buffer; expiresAt: number } | null;
  /** Remembered with the record, so that the same request gives the same answer. */
  idempotency: { keyId: string; key: string; bodyHash: Buffer; expiresAt: number } | null;
  /** What became of it elsewhere, before it came here; absent for what is sent here. */
  past?: { status: Status; updatedAt: number };
  /** The event that tells of it: by default one with its id, at its time. `null`: nobody is told. */
  event?: { id: string; createdAt: number } | null;
};

export type StoredFeedback = {
  id: string;
  appId: string;
  createdAt: number;
  updatedAt: number;
  status: Status;
  submission: Omit<ParsedSubmission, "screenshotDataUrl" | "attachments">;
  sourceType: SourceType;
  screenshot: (ImageFacts & { byteSize: number }) | null;
  attachments: Attachment[];
  customer: Customer | null;
  tags: string[];
  /** The member who looks after it. */
  assignee: string | null;
  /** The feedback of the same app that says the same; never a duplicate itself. */
  duplicateOf: string | null;
  /** Who sent it, as far as they said so. */
  customerId: string | null;
};

/** Which feedback a reader may see: always an organization's, sometimes one app's, or that of the apps with one environment. */
export type FeedbackReader = { organizationId: string; appId: string | null; environment?: Environment };

export type FeedbackFilter = {
  limit: number;
  /** Ids older than this one. */
  before: string | undefined;
  appId: string | undefined;
  /** One, or any of several. */
  status: Status | readonly Status[] | undefined;
  category: string | readonly string[] | undefined;
  sourceType: SourceType | undefined;
  tag: string | undefined;
  since: number | undefined;
  until: number | undefined;
  /** `null`: nobody's. */
  assignee?: string | null | undefined;
  customerId?: string | undefined;
  /** Words that all have to be in it, each whole or as a beginning. Without any, no feedback has them. */
  words?: string[] | undefined;
};

/** A filter of all pages of a list, without words: what has them, the search alone knows. */
export type Narrowed = Omit<FeedbackFilter, "limit" | "before" | "words">;

/**
 * What became of a submission: a new record, the record an earlier twin made, a twin with another body, a token used before, a twin
 * that was forgotten at this very moment, an upload that has stopped waiting.
 */
export type Acceptance =
  | { outcome: "created" | "replayed"; id: string; createdAt: number }
  | { outcome: "mismatch" }
  | { outcome: "token_used" }
  | { outcome: "try_again" }
  | { outcome: "upload_gone"; index: number };

export type FeedbackStore = {
  /** The record, its picture, its event, its idempotency key and the use of its token in one transaction. */
  accept(feedback: NewFeedback): Promise<Acceptance>;
  /** What an earlier request with the same idempotency key made; `undefined` when there was none. */
  findReplay(
    feedback: Pick<NewFeedback, "appId" | "idempotency">,
  ): Promise<Exclude<Acceptance, { outcome: "upload_gone" }> | undefined>;
  list(reader: FeedbackReader, filter: FeedbackFilter): Promise<StoredFeedback[]>;
  find(reader: FeedbackReader, id: string): Promise<StoredFeedback | undefined>;
  /** How much a filter lets through. */
  count(reader: FeedbackReader, filter: Narrowed): Promise<number>;
  /** What stands at this place of the list, counted from 1; `undefined` behind its end. */
  idAt(reader: FeedbackReader, filter: Narrowed, place: number): Promise<string | undefined>;
  /** What says something alike in the same app, the most alike first; `undefined` when there is no such feedback. */
  similar(reader: FeedbackReader, id: string, limit: number): Promise<SimilarFeedback[] | undefined>;
  /** Changes what is named, with its event and its entry in the log, in one transaction. */
  update(reader: FeedbackReader, id: string, changes: FeedbackChanges, change: Change): Promise<FeedbackUpdate>;
  /** The record and everything that was ever kept for it, all or nothing. `false` when there is no such feedback. */
  remove(reader: FeedbackReader, id: string, change: Change): Promise<boolean>;
  readScreenshot(reader: FeedbackReader, id: string): Promise<(ImageFacts & { bytes: Buffer }) | undefined>;
};

export const feedbackStore = (engine: Engine): FeedbackStore => {
  const { sql } = engine;

  return {
    async accept(feedback) {
      const outcome = await engine.write(acceptUnit(engine, feedback));
      if (outcome.done) return { outcome: "created", id: feedback.id, createdAt: feedback.createdAt };
      const { idempotency, singleUse } = feedback;
      const beforeUploads = Number(idempotency !== null) + Number(singleUse !== null);
      if (outcome.stoppedAt >= beforeUploads)
        return { outcome: "upload_gone", index: outcome.stoppedAt - beforeUploads };
      if (!idempotency || outcome.stoppedAt > 0) return { outcome: "token_used" };
      return (await this.findReplay(feedback)) ?? { outcome: "try_again" }; // it expired between the two
    },

    async findReplay({ appId, idempotency }) {
      if (!idempotency) return undefined;
      const [earlier] = await engine.read(
        sql
          .selectFrom("idempotency_keys")
          .select(["body_hash", "feedback_id", "created_at"])
          .where("app_id", "=", appId)
          .where("key_id", "=", idempotency.keyId)
          .where("idempotency_key", "=", idempotency.key)
          .compile(),
      );
      if (!earlier) return undefined;
      return idempotency.bodyHash.equals(earlier.body_hash)
        ? { outcome: "replayed", id: earlier.feedback_id, createdAt: earlier.created_at }
        : { outcome: "mismatch" };
    },

    list: (reader, filter) => listFeedback(engine, reader, filter),
    count: (reader, filter) => countFeedback(engine, reader, filter),
    idAt: (reader, filter, place) => idOfFeedbackAt(engine, reader, filter, place),

    async find(reader, id) {
      const [row] = await engine.read(
        readableFeedback(sql, reader).selectAll("feedback").where("feedback.id", "=", id).compile(),
      );
      return row && feedbackFrom(row);
    },

    similar: (reader, id, limit) => similarFeedback(engine, reader, id, limit),

    update: (reader, id, changes, change) => changeFeedback(engine, reader, id, changes, change),

    async remove(reader, id, change) {
      for (;;) {
        const found = await this.find(reader, id);
        if (!found) return false;
        const removed = await removeFeedback(engine, {
          organizationId: reader.organizationId,
          appId: found.appId,
          ids: [id],
          change,
          audit: { action: "feedback.deleted", subject: `feedback ${id}`, details: {} },
        });
        if (removed) return true;
      }
    },

    async readScreenshot(reader, id) {
      const [row] = await engine.read(
        readableFeedback(sql, reader)
          .innerJoin("pictures", "pictures.feedback_id", "feedback.id")
          .select(["pictures.content_type", "pictures.width", "pictures.height", "pictures.bytes"])
          .where("feedback.id", "=", id)
          .compile(),
      );
      return (
        row && {
          contentType: row.content_type as ImageFacts["contentType"],
          width: row.width,
          height: row.height,
          bytes: Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength),
        }
      );
    },
  };
};
