import { type AppStore, appStore } from "./apps.ts";
import { type AttachmentStore, attachmentStore } from "./attachments.ts";
import { type AuditStore, auditStore } from "./audit.ts";
import { type ChallengeStore, challengeStore } from "./challenges.ts";
import { type ConnectCodeStore, connectCodeStore } from "./connect-codes.ts";
import { type ConversationStore, conversationStore } from "./conversations.ts";
import { type CustomerStore, customerStore } from "./customers.ts";
import { type DeliveryStore, deliveryStore, sweepDeliveries } from "./deliveries.ts";
import type { Engine } from "./engine.ts";
import { type EventLogStore, eventLogStore } from "./event-log.ts";
import { type FeedbackStore, feedbackStore } from "./feedback.ts";
import { hearDue } from "./hear-due.ts";
import { type IdentityStore, identityStore } from "./identities.ts";
import { type ImportStore, importStore } from "./imports.ts";
import { type InvitationStore, invitationStore } from "./invitations.ts";
import { type KeyStore, keyStore } from "./keys.ts";
import { type MemberStore, memberStore } from "./members.ts";
import { type OrganizationStore, organizationStore } from "./organizations.ts";
import { type PasskeyStore, passkeyStore } from "./passkeys.ts";
import { type PasswordStore, passwordStore } from "./passwords.ts";
import { type RecordingStore, recordingStore } from "./recordings.ts";
import { type ReplyStore, replyStore } from "./replies.ts";
import { type RetentionStore, retentionStore } from "./retention.ts";
import { type SessionStore, sessionStore } from "./sessions.ts";
import { type SigningSecretStore, signingSecretStore } from "./signing-secrets.ts";
import { type StorageStore, storageStore } from "./storage.ts";
import { type TrackedEventStore, trackedEventStore } from "./tracked-events.ts";
import { type TrackedUserStore, trackedUserStore } from "./tracked-users.ts";
import { type UploadStore, uploadStore } from "./uploads.ts";
import { type UsageStore, usageStore } from "./usage.ts";
import { type ViewStore, viewStore } from "./views.ts";
import { type WebhookStore, webhookStore } from "./webhooks.ts";

/**
 * Everything the server keeps, a subject a file. What a method promises holds when its promise resolves: it is on disk, and
 * kill -9 right after loses nothing. The behaviour suite (`store-suite.ts`) runs against every engine.
 *
 * All times are milliseconds since 1970, all ids 24 hexadecimal characters. Secrets come in as SHA-256 hashes only.
 */
export type Store = {
  organizations: OrganizationStore;
  members: MemberStore;
  invitations: InvitationStore;
  passwords: PasswordStore;
  identities: IdentityStore;
  passkeys: PasskeyStore;
  challenges: ChallengeStore;
  apps: AppStore;
  keys: KeyStore;
  feedback: FeedbackStore;
  uploads: UploadStore;
  attachments: AttachmentStore;
  replies: ReplyStore;
  conversations: ConversationStore;
  customers: CustomerStore;
  retention: RetentionStore;
  audit: AuditStore;
  sessions: SessionStore;
  connectCodes: ConnectCodeStore;
  usage: UsageStore;
  signingSecrets: SigningSecretStore;
  webhooks: WebhookStore;
  deliveries: DeliveryStore;
  eventLog: EventLogStore;
  views: ViewStore;
  imports: ImportStore;
  storage: StorageStore;
  trackedEvents: TrackedEventStore;
  trackedUsers: TrackedUserStore;
  recordings: RecordingStore;
  /** Calls back after every write that may have made deliveries due. @returns its undo. */
  onDue(listener: () => void): () => void;
  /** Calls back after every write of this process by which something has happened. @returns its undo. */
  onEvent(listener: () => void): () => void;
  /** Forgets what has expired: idempotency keys, links, codes, invitations, challenges, sessions, tokens that were used. */
  sweep(now: number): Promise<void>;
  /** Resolves when the store can be read. */
  check(): Promise<void>;
  close(): Promise<void>;
};

const storeOver = (engine: Engine, heard: Pick<Store, "onDue" | "onEvent">): Store => ({
  ...heard,
  organizations: organizationStore(engine),
  members: memberStore(engine),
  invitations: invitationStore(engine),
  passwords: passwordStore(engine),
  identities: identityStore(engine),
  passkeys: passkeyStore(engine),
  challenges: challengeStore(engine),
  apps: appStore(engine),
  keys: keyStore(engine),
  feedback: feedbackStore(engine),
  uploads: uploadStore(engine),
  attachments: attachmentStore(engine),
  replies: replyStore(engine),
  conversations: conversationStore(engine),
  customers: customerStore(engine),
  retention: retentionStore(engine),
  audit: auditStore(engine),
  sessions: sessionStore(engine),
  connectCodes: connectCodeStore(engine),
  usage: usageStore(engine),
  signingSecrets: signingSecretStore(engine),
  webhooks: webhookStore(engine),
  deliveries: deliveryStore(engine),
  eventLog: eventLogStore(engine),
  views: viewStore(engine),
  imports: importStore(engine),
  storage: storageStore(engine),
  trackedEvents: trackedEventStore(engine),
  trackedUsers: trackedUserStore(engine),
  recordings: recordingStore(engine),
  async sweep(now) {
    const { sql } = engine;
    await engine.write([
      { query: sql.deleteFrom("idempotency_keys").where("expires_at", "<=", now).compile(), takesLong: true },
      { query: sql.deleteFrom("sign_in_links").where("expires_at", "<=", now).compile() },
      { query: sql.deleteFrom("sessions").where("expires_at", "<=", now).compile() },
      { query: sql.deleteFrom("connect_codes").where("expires_at", "<=", now).compile() },
      { query: sql.deleteFrom("invitations").where("expires_at", "<=", now).compile() },
      { query: sql.deleteFrom("challenges").where("expires_at", "<=", now).compile() },
      sweepDeliveries(engine, now),
      { query: sql.deleteFrom("used_tokens").where("expires_at", "<=", now).compile() },
    ]);
  },
  async check() {
    await engine.read(engine.sql.selectFrom("schema_version").select("version").compile());
  },
  close: () => engine.close(),
});

/** The store over SQL; what differs between databases is in the engine. */
export const createStore = (database: Engine): Store => {
  const { engine, ...heard } = hearDue(database);
  return storeOver(engine, heard);
};
