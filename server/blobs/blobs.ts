import { createHash } from "node:crypto";

/** What a blob is, as far as its keeper needs to know. */
export type BlobFacts = { contentType: string; byteSize: number };

/** Where a client puts bytes by itself, with exactly these headers. */
export type DirectPut = { url: string; headers: Record<string, string> };

/** Bytes that did not come as they were promised: more of them, or fewer. Nothing of them is kept. */
export class WrongSizeError extends Error {
  override readonly name = "WrongSizeError";
  constructor(byteSize: number) {
    super(`there are not exactly ${byteSize} bytes`);
  }
}

/**
 * Where files are kept. A blob is written once, under a name that says what is in it (SHA-256) and for which upload it came:
 * no two uploads share a blob, so deleting one never takes another's away. The behaviour suite (`blobs-suite.ts`)
 * runs against every driver.
 *
 * Every method rejects when the storage cannot be used.
 */
export type Blobs = {
  /**
   * Keeps these bytes. They are durable when it resolves; when it rejects, nothing can be read under the name.
   *
   * @param id The upload they came for.
   * @returns The blob's name. The same bytes for the same upload give the same name.
   * @throws WrongSizeError, as soon as there is a byte too many, or in the end when some are missing.
   */
  put(id: string, content: AsyncIterable<Uint8Array>, facts: BlobFacts): Promise<string>;
  /** `undefined` when there is no such blob. The stream must be read to its end or cancelled. */
  get(name: string): Promise<{ byteSize: number; content: ReadableStream<Uint8Array> } | undefined>;
  /** Deletes it, if it is there. */
  delete(name: string): Promise<void>;
  /** Every name, and everything that a put left behind that did not finish, in no order. */
  list(): AsyncIterable<string>;
  /** Storage to which clients can send by themselves; where it is absent they send to the server. */
  direct?: {
    /** A place for exactly these bytes, for so many seconds. */
    address(id: string, facts: BlobFacts, seconds: number): Promise<DirectPut>;
    /** What a client has put there. Its own word for the type; the storage saw to it that both are what was signed. */
    arrived(id: string): Promise<(BlobFacts & { content: ReadableStream<Uint8Array> }) | undefined>;
    /** Deletes what a client has put there. */
    discard(id: string): Promise<void>;
  };
  /** Resolves when blobs can be read and written. */
  check(): Promise<void>;
};

const NAME = /^[0-9a-f]{64}-[0-9a-f]{24}$/;

export const blobName = (sha256: string, id: string): string => `${sha256}-${id}`;

/** Only names that we made reach a path or an address. */
export const checkedName = (name: string): string => {
  if (!NAME.test(name)) throw new Error("this is not the name of a blob");
  return name;
};

/** When the upload was asked for: ids begin with the time. `undefined` for a name that is not ours. */
export const timeOfBlob = (name: string): number | undefined => {
  const id = /([0-9a-f]{24})(\.part)?$/.exec(name)?.[1];
  return id === undefined ? undefined : Number.parseInt(id.slice(0, 12), 16);
};

/**
 * Passes bytes on, counts and hashes them, and stops at the first that is too many.
 *
 * @throws WrongSizeError
 */
export const measured = (content: AsyncIterable<Uint8Array>, byteSize: number) => {
  const hash = createHash("sha256");
  return {
    async *bytes(): AsyncGenerator<Uint8Array> {
      let seen = 0;
      for await (const chunk of content) {
        seen += chunk.byteLength;
        if (seen > byteSize) throw new WrongSizeError(byteSize);
        hash.update(chunk);
        yield chunk;
      }
      if (seen < byteSize) throw new WrongSizeError(byteSize);
    },
    /** Once all bytes have passed. */
    sha256: (): string => hash.digest("hex"),
  };
};

/** All bytes of a stream. @throws WrongSizeError */
export const gather = async (content: AsyncIterable<Uint8Array>, byteSize: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of measured(content, byteSize).bytes()) chunks.push(chunk);
  return Buffer.concat(chunks, byteSize);
};

/** Bytes that are all here, as a stream. */
export async function* only(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
