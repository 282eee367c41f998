import { isExtensionKey } from "../../shared/contract/extension-key.ts";
import type { KeyAnswer } from "../../shared/contract/key.ts";

/** A key in use, with the older one that it takes the place of, as long as that lives. */
export type LiveKey = { key: KeyAnswer; old: KeyAnswer | undefined };

export type SortedKeys = { live: LiveKey[]; extensions: KeyAnswer[]; ended: KeyAnswer[] };

/** Whether a key is refused by now: revoked, or past its end. */
export const hasEnded = ({ revokedAt, expiresAt }: KeyAnswer, now: number): boolean =>
  revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= now);

/** A key that has leaked and still lives, and what is to be done about it is not done: no successor was made yet, or the old one goes on. */
export const isLeaking = (key: KeyAnswer, now: number): boolean => key.leakedAt !== null && !hasEnded(key, now);

/** The keys of one app, newest first, in the three places where they stand. */
export const keysOf = (keys: readonly KeyAnswer[], app: string, now: number): SortedKeys => {
  const own = keys.filter((key) => key.app === app).reverse();
  const lives = own.filter((key) => !hasEnded(key, now));
  const successors = new Set(own.map(({ id }) => id));
  /** An old one stands with its successor; where that has ended or is gone, it stands for itself. */
  const isAtSuccessor = (key: KeyAnswer) =>
    key.replacedBy !== null && successors.has(key.replacedBy) && lives.some(({ id }) => id === key.replacedBy);
  return {
    live: lives
      .filter((key) => !isExtensionKey(key) && !isAtSuccessor(key))
      .map((key) => ({ key, old: lives.find(({ replacedBy }) => replacedBy === key.id) })),
    extensions: lives.filter(isExtensionKey),
    ended: own.filter((key) => hasEnded(key, now)),
  };
};
