import { createHash } from "node:crypto";

/** One thing that somebody said, and what the server has promised about it since. */
export type Said = {
  /** Its idempotency key, the same at every try. */
  key: string;
  /** A word that stands in this text and in no other. */
  word: string;
  content: string;
  /** SHA-256 of the picture and of the files that came with it. */
  picture: string | null;
  files: string[];
  /** From the first 201 on. */
  id?: string;
  /** The last status that was acknowledged. */
  status?: string;
  /** Ids of acknowledged replies. */
  replies: string[];
};

/** What clients wrote down: with it, the server is held to its word. */
export type Ledger = {
  /** Everything that was answered 201, oldest first. */
  kept: Said[];
  /** How often there was no answer at all: the connection broke, or nobody listened. */
  unanswered: number;
  /** How often a 201 said that it repeats an earlier one whose answer was lost, or was asked for twice. */
  replayed: number;
  /** Refusals that mean "again, later", by code. */
  refused: Map<string, number>;
  /** Whatever must not be: a sentence each. */
  wrong: string[];
};

export const createLedger = (): Ledger => ({ kept: [], unanswered: 0, replayed: 0, refused: new Map(), wrong: [] });

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
