import type { Fetch } from "../api/request.ts";
import { askForUpload, sendUpload } from "../api/uploads.ts";
import type { UploadRequest } from "../contract/upload.ts";
import { EarshotError } from "../errors.ts";
import { jsonText } from "./json-text.ts";
import type { QueueEntry } from "./queue-storage.ts";
import { isWorthRetrying } from "./retry.ts";

export type Uploading = {
  entry: QueueEntry;
  fetch: Fetch;
  /** Makes a request as who is signed in. */
  asPerson: <T>(call: (as: { userToken?: string }) => Promise<T>, signal: AbortSignal) => Promise<T>;
  /** Ends a request of so many bytes: when it takes too long, and whenever the sending is to end. */
  within: (bytes: number) => AbortSignal;
  /** The server has one file more: on the disk when it resolves, with the ids that go for this entry, whoever sent its files. */
  note: (uploads: readonly string[]) => Promise<readonly string[]>;
  /** How much of all bytes has left, from 0 to 1. */
  progress: (part: number) => void;
  now: () => number;
};

/** Sends the files of an entry that the server does not have yet. @returns The ids of all of them, in their order. */
export type UploadFiles = (uploading: Uploading) => Promise<readonly string[]>;

/** The address is used up, too old or forgotten: another one may do. */
const WORTH_ANOTHER = [403, 404, 409, 410, 412];
/** What is wrong is the file, not the sending. */
const OF_THE_FILE = [413, 415, 422];

const aboutFile = (thrown: unknown, { name }: File): unknown => {
  if (!(thrown instanceof EarshotError) || !OF_THE_FILE.includes(thrown.status ?? 0)) return thrown;
  const { code, message, status = 0, requestId = "" } = thrown;
  return new EarshotError(code, message, { status, requestId, details: { file: name } });
};

/**
 * One file after the other: asks for an address, sends the bytes there, notes the id. What was noted is not sent again, by
 * whatever page goes on with it. Throws as `request` does; of a file that is refused, `details` has its name.
 */
export const uploadFiles: UploadFiles = async ({ entry, fetch, asPerson, within, note, progress, now }) => {
  const { head, files = [] } = entry;
  const { server, key: apiKey } = head;
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let ids = head.uploads ?? [];
  const sizeOf = (count: number) => files.slice(0, count).reduce((sum, { size }) => sum + size, 0);
  let before = sizeOf(ids.length);

  const send = async (file: File, isAnother = false): Promise<string> => {
    const { type: contentType, size: byteSize } = file;
    const body = jsonText({ contentType, byteSize, kind: "file" } satisfies Record<keyof UploadRequest, unknown>);
    const asking = within(0);
    const upload = await asPerson(
      (as) => askForUpload({ fetch, server, apiKey, body, ...as, signal: asking, now }),
      asking,
    );
    try {
      const onSent = (bytes: number) => progress(Math.min(before + Math.min(bytes, byteSize), total) / total);
      await sendUpload(upload, file, { fetch, onSent, signal: within(byteSize), now });
      return upload.id;
    } catch (thrown) {
      const isUsedUp = thrown instanceof EarshotError && WORTH_ANOTHER.includes(thrown.status ?? 0);
      if (isAnother || !isUsedUp || isWorthRetrying(thrown)) throw thrown;
      return send(file, true);
    }
  };

  for (let file = files[ids.length]; file; file = files[ids.length]) {
    const sent = file;
    const id = await send(file).catch((thrown) => {
      throw aboutFile(thrown, sent);
    });
    ids = await note([...ids, id]);
    before = sizeOf(ids.length);
    progress(before / total);
  }
  return ids;
};
