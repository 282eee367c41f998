import { existsSync } from "node:fs";
import { gather, only } from "../blobs/blobs.ts";
import { openBlobs } from "../blobs/open-blobs.ts";
import { systemClock } from "../clock.ts";
import type { Config } from "../config.ts";
import { type Check, ok, problem } from "./check.ts";
import { describePlace } from "./migrate-text.ts";

/** As an upload of 1970 would be called: what is left of a probe that was cut is swept like any old file that no row names. */
const PROBE_ID = "0".repeat(24);
const PROBE = Buffer.from("Is anybody there?");

/** Writes a few bytes where uploaded files are kept, reads them back and deletes them. */
export const checkFiles = async ({ blobs: place }: Pick<Config, "blobs">): Promise<Check> => {
  const where = describePlace(place);
  if (place.kind === "disk" && !existsSync(place.folder))
    return ok("files", `${where}: none yet; made when it is needed`);
  try {
    const blobs = await openBlobs(place, systemClock);
    await blobs.check();
    const name = await blobs.put(PROBE_ID, only(PROBE), { contentType: "text/plain", byteSize: PROBE.length });
    try {
      const found = await blobs.get(name);
      if (!found || !(await gather(found.content, PROBE.length)).equals(PROBE))
        throw new Error("what was written is not what is read");
    } finally {
      await blobs.delete(name);
    }
    return ok("files", `${where}: a probe was written, read and deleted`);
  } catch (error) {
    const { code, message, cause } = error as NodeJS.ErrnoException & { cause?: { code?: string } };
    return problem(
      "files",
      `${where} cannot be used (${cause?.code ?? code ?? message})`,
      place.kind === "disk"
        ? "Make the folder writable, or choose another place with EARSHOT_BLOBS."
        : "Check EARSHOT_BLOBS, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that they may list, read, write and delete there.",
    );
  }
};
