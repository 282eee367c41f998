import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";

/** The first moment that a zip file can tell. What was packed when is nobody's concern, and would change the bytes. */
const EPOCH = new Date(1980, 0, 1);

/**
 * A built folder as the stores take it: a zip file that is the same, byte for byte, whenever and wherever the same files are packed,
 * so that anybody can check that what a store offers is what this source makes.
 */
export const storePackage = (folder: string): Uint8Array => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  return zipSync(
    Object.fromEntries(files.map((file) => [file.replaceAll("\\", "/"), readFileSync(join(folder, file))])),
    { level: 9, mtime: EPOCH },
  );
};
