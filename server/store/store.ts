import type { Environment, MemberRole, Mode, Scope, SourceType, Status } from "../../shared/contract/enumerations.ts";
import type { ParsedSubmission } from "../../shared/contract/submission.ts";
import type { ImageFacts } from "../images/inspect-image.ts";
import type { KeyProfile } from "../keys/key-profiles.ts";

/** All times are milliseconds since 1970. All ids are 24 hexadecimal characters. Secrets come in as SHA-256 hashes only. */

export type Organization = { id: string; name: string };
export type Member = { id: string; organizationId: string; name: string; role: MemberRole | null };
export type App = { id: string; organizationId: string; name: string; environment: Environment; mode: Mode };

export type NewKey = {
  id: string;
  appId: string;
  ownerId: string;
  kind: KeyProfile["kind"];
  name: string;
  hash: Buffer;
  hint: string;
  scopes: Scope[];
  allowedOrigins: string[];
  createdAt: number;
  expiresAt: number | null;
};

/** A key as a request meets it: with its app, and with its owner's role. */
export type KeyInUse = Omit<NewKey, "hash"> & {
  app: App;
  ownerRole: MemberRole | null;
  revokedAt: number | null;
  lastUsedAt: number | null;
};

export type Setup = { organization: Organization; owner: Member; app: App; keys: NewKey[]; createdAt: number };

export type NewFeedback = {
  id: string;
  appId: string;
  createdAt: number;
  submission: Omit<ParsedSubmission, "screenshotDataUrl" | "attachments">;
  sourceType: SourceType;
  screenshot: (ImageFacts & { bytes: Buffer }) | null;
  /** Remembered with the record, so that the same request gives the same answer. */
  idempotency: { keyId: string; key: string; bodyHash: Buffer; expiresAt: number } | null;
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
};

/** Which feedback a reader may see: always an organization's, sometimes one app's. */
export type FeedbackReader = { organizationId: string; appId: string | null };

export type FeedbackFilter = {
  limit: number;
  /** Ids older than this one. */
  before: string | undefined;
  appId: string | undefined;
  status: Status | undefined;
  category: string | undefined;
  sourceType: SourceType | undefined;
  tag: string | undefined;
  since: number | undefined;
  until: number | undefined;
};

/** What became of a submission: a new record, the record an earlier twin made, or a twin with another body. */
export type Acceptance = { outcome: "created" | "replayed"; id: string; createdAt: number } | { outcome: "mismatch" };

export type SignedIn = { member: Member; organization: Organization; expiresAt: number };

/**
 * Everything the server keeps. What a method promises holds when its promise resolves: it is on disk, and kill -9 right after
 * loses nothing. The behaviour suite (`store-suite.ts`) runs against every engine.
 */
export type Store = {
  /** Is this the first start? */
  isEmpty(): Promise<boolean>;
  /** Makes the first organization, its owner, an app and its keys, all or nothing. */
  setUp(setup: Setup): Promise<void>;
  /** The member a sign-in link of the server's own start is for. */
  firstOwner(): Promise<Member | undefined>;

  findKey(hash: Buffer): Promise<KeyInUse | undefined>;
  markKeyUsed(id: string, at: number): Promise<void>;

  /** The record, its picture, its event and its idempotency key in one transaction. */
  accept(feedback: NewFeedback): Promise<Acceptance>;
  listFeedback(reader: FeedbackReader, filter: FeedbackFilter): Promise<StoredFeedback[]>;
  findFeedback(reader: FeedbackReader, id: string): Promise<StoredFeedback | undefined>;
  readScreenshot(reader: FeedbackReader, id: string): Promise<(ImageFacts & { bytes: Buffer }) | undefined>;

  addSignInLink(link: { hash: Buffer; memberId: string; expiresAt: number }): Promise<void>;
  /** Uses the link up and starts the session; `false` when the link is unknown, used or expired. */
  startSession(link: Buffer, session: { hash: Buffer; createdAt: number; expiresAt: number }): Promise<boolean>;
  findSession(hash: Buffer, now: number): Promise<SignedIn | undefined>;
  endSession(hash: Buffer): Promise<void>;

  /** Forgets what has expired: idempotency keys, links, sessions. */
  sweep(now: number): Promise<void>;
  /** Resolves when the store can read and write. */
  check(): Promise<void>;
  close(): Promise<void>;
};
