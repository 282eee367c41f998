/** The closed lists of the contract. Plain values without a schema library, so that a page can load them for a few bytes. */

/** What a feedback is about, as its sender chose. */
export const CATEGORIES = ["idea", "problem", "praise", "question", "other"] as const;
export type Category = (typeof CATEGORIES)[number];

/** Where a feedback stands in the team's work. Every feedback starts as `new`. */
export const STATUSES = ["new", "triaged", "queued", "in_progress", "done", "archived"] as const;
export type Status = (typeof STATUSES)[number];

/** The client that sent a feedback. `api` is the default. */
export const SOURCE_TYPES = ["widget", "browser-extension", "api"] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

/** How a picture came about. Each screenshot engine reports its own. */
export const CAPTURE_METHODS = ["renderer", "html2canvas", "display-media", "tab", "upload"] as const;
export type CaptureMethod = (typeof CAPTURE_METHODS)[number];

/** What a picture was marked with, as far as it may be told beside the picture: what was blacked out is in no list. */
export const MARK_KINDS = ["arrow", "box", "pen", "highlight", "text", "pin"] as const;
export type MarkKind = (typeof MARK_KINDS)[number];
export const MARK_COLORS = ["red", "blue", "green", "yellow", "black"] as const;
export type MarkColor = (typeof MARK_COLORS)[number];

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What an upload is to its sender: a picture of what they saw, a recording of it, or any other file. */
export const UPLOAD_KINDS = ["screenshot", "recording", "file"] as const;
export type UploadKind = (typeof UPLOAD_KINDS)[number];

/** What may be uploaded. Nothing that a browser would run: no html, no SVG, no script. */
export const UPLOAD_TYPES = [
  "image/png",
  "image/jpeg",
  "image/webp",
  "video/mp4",
  "video/webm",
  "application/pdf",
  "text/plain",
  "text/csv",
  "application/json",
  "application/zip",
] as const;
export type UploadType = (typeof UPLOAD_TYPES)[number];

/** What a key may do. A publishable key has `feedback:write` and nothing else. */
export const SCOPES = [
  "feedback:write",
  "feedback:read",
  "feedback:update",
  "feedback:delete",
  "tokens:mint",
  "apps:read",
  "apps:write",
  "keys:write",
  "webhooks:write",
  "usage:read",
  "mcp",
] as const;
export type Scope = (typeof SCOPES)[number];

/** What keys of other products' kinds may do besides. No key of our own API has any of these. */
export const DIALECT_SCOPES = [
  "events:write",
  "events:read",
  "users:write",
  "users:read",
  "projects:write",
  "projects:read",
  "team:write",
  "billing:read",
  "billing:write",
] as const;
export type KeyScope = Scope | (typeof DIALECT_SCOPES)[number];

/** What happens, as webhooks are told it. */
export const EVENT_TYPES = [
  "feedback.created",
  "feedback.updated",
  "feedback.deleted",
  "reply.created",
  "key.leaked",
  "webhook.disabled",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Where an event stands on its way to a webhook. `failed`: nothing more is tried unless somebody replays it. */
export const DELIVERY_STATUSES = ["pending", "delivered", "failed"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Why a webhook is off. */
export const SWITCHED_OFF_REASONS = ["manual", "gone", "failing"] as const;
export type SwitchedOffReason = (typeof SWITCHED_OFF_REASONS)[number];

/** Data of one environment is never seen with a key of the other. */
export const ENVIRONMENTS = ["live", "test"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** Who may send: anybody with the publishable key, or only users the host's back end vouches for. */
export const MODES = ["public", "private"] as const;
export type Mode = (typeof MODES)[number];

/** A member's role on the profile: what the person does in the team. */
export const MEMBER_ROLES = [
  "product",
  "support",
  "engineering",
  "design",
  "marketing",
  "sales",
  "success",
  "leadership",
  "other",
] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];
