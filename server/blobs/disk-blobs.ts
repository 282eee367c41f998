import { constants, createReadStream } from "node:fs";
import { access, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { type Blobs, blobName, checkedName, measured } from "./blobs.ts";

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

/** A file that is being written, or was when its process died. */
const PART = /^\d+-\d+-[0-9a-f]{24}\.part$/;

/** A new name in a folder is durable only when the folder itself has been synced. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * Blobs as files in a folder, 256 folders inside. Each is written beside its place, synced, renamed, and its folder
 * synced: a crash leaves the whole file, or a part that the sweep finds. Several processes may use one folder.
 *
 * @param folder Made when it is not there, readable by its owner only.
 */
export const openDiskBlobs = async (folder: string): Promise<Blobs> => {
  const parts = join(folder, "parts");
  await mkdir(parts, { recursive: true, mode: 0o700 });
  const fileOf = (name: string): string => join(folder, checkedName(name).slice(0, 2), name);
  let written = 0;

  return {
    async put(id, content, { byteSize }) {
      const part = join(parts, `${process.pid}-${++written}-${id}.part`);
      const { bytes, sha256 } = measured(content, byteSize);
      try {
        const handle = await open(part, "wx", 0o600);
        try {
          for await (const chunk of bytes()) await handle.writeFile(chunk);
          await handle.sync();
        } finally {
          await handle.close();
        }
        const name = blobName(sha256(), id);
        const file = fileOf(name);
        if (await mkdir(dirname(file), { recursive: true, mode: 0o700 })) await syncFolder(folder);
        await rename(part, file);
        await syncFolder(dirname(file));
        return name;
      } catch (error) {
        await rm(part, { force: true }).catch(() => {}); // what failed is the news; the sweep finds the rest
        throw error;
      }
    },
    async get(name) {
      const file = fileOf(name);
      try {
        const { size } = await stat(file);
        const stream = createReadStream(file);
        await new Promise((ready, failed) => stream.once("open", ready).once("error", failed));
        return { byteSize: size, content: Readable.toWeb(stream) as NodeReadableStream as ReadableStream<Uint8Array> };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async delete(name) {
      await rm(PART.test(name) ? join(parts, name) : fileOf(name), { force: true });
    },
    async *list() {
      for (const entry of await readdir(folder, { withFileTypes: true }))
        if (entry.isDirectory()) yield* await readdir(join(folder, entry.name));
    },
    async check() {
      await access(parts, constants.R_OK | constants.W_OK);
    },
  };
};
