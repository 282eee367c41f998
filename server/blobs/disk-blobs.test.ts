import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { blobsSuite, namesIn } from "./blobs-suite.ts";
import { openDiskBlobs } from "./disk-blobs.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-blobs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

blobsSuite("on disk", () => openDiskBlobs(join(folder, "suite")));

test("files can be read by their owner only", async () => {
  const place = join(folder, "modes");
  const blobs = await openDiskBlobs(place);
  const name = await blobs.put("0".repeat(24), [Buffer.from("x")] as never, { contentType: "text/plain", byteSize: 1 });
  expect(statSync(place).mode & 0o777).toBe(0o700);
  expect(statSync(join(place, name.slice(0, 2), name)).mode & 0o777).toBe(0o600);
});

test("a part that a crash left behind is listed, and can be deleted", async () => {
  const place = join(folder, "crash");
  const blobs = await openDiskBlobs(place);
  const part = `4711-1-${"0".repeat(24)}.part`;
  writeFileSync(join(place, "parts", part), "half of it");
  expect(await namesIn(blobs)).toEqual([part]);
  await blobs.delete(part);
  expect(await namesIn(blobs)).toEqual([]);
});

test("a folder that is not there any more is said to be so", async () => {
  const place = join(folder, "gone");
  const blobs = await openDiskBlobs(place);
  rmSync(place, { recursive: true });
  await expect(blobs.check()).rejects.toThrow("ENOENT");
});
