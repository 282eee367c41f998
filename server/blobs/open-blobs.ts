import type { Clock } from "../clock.ts";
import type { Blobs } from "./blobs.ts";
import { openDiskBlobs } from "./disk-blobs.ts";
import type { BlobPlace } from "./place.ts";

/** Opens the storage of files. What a bucket needs is loaded only for one. */
export const openBlobs = async (place: BlobPlace, clock: Clock): Promise<Blobs> =>
  place.kind === "disk" ? openDiskBlobs(place.folder) : (await import("./s3-blobs.ts")).createS3Blobs(place, clock);
