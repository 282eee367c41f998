import type { Blobs } from "../blobs/blobs.ts";
import { pagesOf, type Reader } from "./rows.ts";
import { movedTables } from "./tables.ts";

/** What became of the files that rows name. */
export type CopiedFiles = {
  copied: number;
  /** They were there already, with as many bytes. */
  present: number;
  /** Named by a row and not in the source's storage: deleted since the snapshot, or lost before. At most 100 names. */
  missing: string[];
  /** Their bytes are not those that were kept: the source's disk changed them. Not copied. At most 100 names. */
  damaged: string[];
};

/** A file can be 15 MB and is held whole on its way into a bucket. */
const AT_ONCE = 4;
const MOST_NAMES = 100;

type Named = { name: string; contentType: string };

async function* namedFiles(source: Reader): AsyncGenerator<Named> {
  for (const table of movedTables().filter(({ name }) => name === "attachments" || name === "uploads"))
    for await (const page of pagesOf(source, table))
      for (const { blob, content_type } of page)
        if (typeof blob === "string") yield { name: blob, contentType: String(content_type) };
}

const sizeOf = async (blobs: Blobs, name: string): Promise<number | undefined> => {
  const found = await blobs.get(name);
  await found?.content.cancel();
  return found?.byteSize;
};

/**
 * Copies the files that rows name from one storage to another. Their names hold their SHA-256, so every copy is checked; those that
 * are there are not copied again.
 */
export const copyFiles = async (
  source: Reader,
  from: Blobs,
  to: Blobs,
  onFile: (files: CopiedFiles) => void,
): Promise<CopiedFiles> => {
  const files: CopiedFiles = { copied: 0, present: 0, missing: [], damaged: [] };
  const copyOne = async ({ name, contentType }: Named): Promise<void> => {
    const found = await from.get(name);
    if (!found) {
      if (files.missing.length < MOST_NAMES) files.missing.push(name);
      return;
    }
    const { byteSize } = found;
    if ((await sizeOf(to, name)) === byteSize) {
      await found.content.cancel();
      files.present++;
      return;
    }
    const kept = await to.put(name.slice(-24), found.content, { contentType, byteSize });
    if (kept !== name) {
      await to.delete(kept);
      if (files.damaged.length < MOST_NAMES) files.damaged.push(name);
      return;
    }
    files.copied++;
  };
  const names = namedFiles(source);
  const worker = async (): Promise<void> => {
    for (let next = await names.next(); !next.done; next = await names.next()) {
      await copyOne(next.value);
      onFile(files);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return files;
};
