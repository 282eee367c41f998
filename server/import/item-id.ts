import { createHash } from "node:crypto";

/** What tells an item from all others that are pulled over into an app. */
export const hashOfItem = (source: string, list: string, id: string): Buffer =>
  createHash("sha256")
    .update(JSON.stringify([source, list, id]))
    .digest();

/** The id of a record made of it: it begins with its time, as every id, so that lists are in order. */
export const idAt = (time: number, appId: string, hash: Buffer): string =>
  time.toString(16).padStart(12, "0") + createHash("sha256").update(appId).update(hash).digest("hex").slice(0, 12);
