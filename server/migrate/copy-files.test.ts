import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { startS3Double } from "../../server-stub/s3-double/start.ts";
import { type Blobs, only } from "../blobs/blobs.ts";
import { openDiskBlobs } from "../blobs/disk-blobs.ts";
import { openBlobs } from "../blobs/open-blobs.ts";
import { blobPlace } from "../blobs/place.ts";
import { systemClock } from "../clock.ts";
import { copyFiles } from "./copy-files.ts";
import { makeSampleInstallation } from "./sample-installation.ts";
import { snapshotOfSqlite } from "./snapshot.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (blobs: Blobs, at: number): Promise<string> => {
  const bytes = Buffer.alloc(1_000 + at, `file ${at} `);
  return blobs.put(at.toString(16).padStart(24, "0"), only(bytes), {
    contentType: "text/plain",
    byteSize: bytes.length,
  });
};

test("files that rows name are copied into a bucket, once, and what is lost or damaged is said", async () => {
  const double = await startS3Double();
  const from = await openDiskBlobs(join(folder, "blobs"));
  const place = blobPlace(`s3://earshot/moved?endpoint=${double.endpoint}&region=${double.region}`, folder, double);
  const to = await openBlobs(place ?? expect.fail(), systemClock);
  const names = await Promise.all(Array.from({ length: 20 }, (_, at) => put(from, at)));
  const unnamed = await put(from, 99);
  await makeSampleInstallation(folder, { attachments: 19, uploads: 2 });
  const database = new DatabaseSync(join(folder, "earshot.db"));
  const name = (table: string, from: number) =>
    names.slice(from).forEach((blob, at) => {
      database.prepare(`UPDATE ${table} SET blob = ? WHERE rowid = ?`).run(blob, at + 1);
    });
  name("attachments", 0);
  name("uploads", 19);
  database.exec("UPDATE uploads SET blob = NULL WHERE rowid = 2");
  database.close();
  await from.delete(names[3] ?? "");
  const damaged = names[4] ?? "";
  writeFileSync(join(folder, "blobs", damaged.slice(0, 2), damaged), "something else");

  const source = snapshotOfSqlite(folder);
  const told: number[] = [];
  const first = await copyFiles(source, from, to, ({ copied }) => told.push(copied));
  expect(first).toEqual({ copied: 18, present: 0, missing: [names[3]], damaged: [damaged] });
  expect(told).toHaveLength(20);
  const kept = [...double.objects.keys()].map((key) => key.split("/").at(-1)).sort();
  expect(kept).toEqual(names.filter((_, at) => at !== 3 && at !== 4).sort());
  expect(kept).not.toContain(unnamed);
  expect([...double.objects.values()].every(({ contentType }) => contentType.length > 0)).toBe(true);
  expect(await copyFiles(source, from, to, () => {})).toMatchObject({ copied: 0, present: 18 });
  await source.close();
  await double.close();
});
