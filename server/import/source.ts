import type { Submission } from "../../shared/contract/submission.ts";
import type { KeyPlace } from "../keys/key-profiles.ts";
import type { Customer } from "../store/feedback.ts";
import type { Ask } from "./ask-source.ts";

/** A file at the product: below its address, because its key goes along. */
export type FoundFile = { path: string; kind: string; contentType: string };

/** One item of a product's list, in our words but not yet held against our limits: all of it is what a stranger sent. */
export type Found = FoundFeedback | FoundPerson | FoundEvent | FoundUser;

type Each = {
  /** What the product calls it by: it is pulled over once. */
  id: string;
  createdAt: string;
};

export type FoundFeedback = Each & {
  kind: "feedback";
  updatedAt?: string | null | undefined;
  /** Where it stands in the work there, in the product's word. */
  status?: unknown;
  /** What a submission would have, `null` for what is not there. */
  submission: { [Field in keyof Submission]: unknown };
  /** Whom the product vouches for. */
  customer?: { sub: string; ctx: Customer["ctx"] } | undefined;
  replies?: FoundReply[];
  /** Below the product's address; a `data:` address holds the picture itself. */
  picture?: string | undefined;
  files?: FoundFile[];
  /** What the product's answer lacks, for the operator to know. */
  lacks?: string[];
};

/** Somebody of whom the product knows. Here people are known by their address. */
export type FoundPerson = Omit<Each, "createdAt"> & {
  kind: "person";
  createdAt: string | null | undefined;
  email: string | null | undefined;
  firstName: string | null | undefined;
  lastName: string | null | undefined;
};

type Told = Record<string, unknown> | null | undefined;

/** Something that a user did. */
export type FoundEvent = Each & {
  kind: "event";
  name: string;
  userId?: string | null | undefined;
  anonymousId?: string | null | undefined;
  sessionId?: string | null | undefined;
  timestamp?: string | null | undefined;
  properties?: Told;
};

/** A user of whom it is tracked what they do. */
export type FoundUser = Each & {
  kind: "user";
  lastSeenAt?: string | null | undefined;
  userId?: string | null | undefined;
  anonymousId?: string | null | undefined;
  traits?: Told;
};

export type FoundReply = {
  from: "team" | "customer";
  visibility?: "public" | "internal";
  name?: string | null | undefined;
  content: unknown;
  createdAt: string;
};

/** One page of a product's list; `next` leads to the one after it, and is `null` or empty at the end. */
export type SourcePage = { items: unknown[]; next: string | null };

export type SourceList = {
  /** The word for it in what the operator is told, and in the place that is kept. */
  name: string;
  /** @throws a schema's error where the answer is no such page. */
  page(ask: Ask, cursor: string | null): Promise<SourcePage>;
  /** @throws a schema's error where the item is none. */
  read(item: unknown): Found;
  /** What the list lacks, asked for each item that is not here yet. */
  complete?(ask: Ask, found: Found): Promise<Found>;
};

/** A product that feedback can be pulled over from: where its key goes, which lists it has, and how an item becomes ours. */
export type Source = {
  name: string;
  title: string;
  /** Where its API is; absent where the product's documents do not say. */
  address?: string;
  /** What its key begins with, so that another is told before anything is asked. */
  keyPrefix: string;
  keyPlace: KeyPlace;
  lists: readonly SourceList[];
};

/** What the product answers cannot be used, or it does not answer; the message says what to do. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  /** The answer's status, where that is why. */
  readonly status: number | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}
