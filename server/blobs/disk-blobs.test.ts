import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
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

test("kill -9 in the middle of writing loses no blob that was told to be kept, and leaves none that is not whole", async () => {
  const place = join(folder, "killed");
  const program = `
    import { openDiskBlobs } from ${JSON.stringify(new URL("./disk-blobs.ts", import.meta.url).href)};
    const blobs = await openDiskBlobs(${JSON.stringify(place)});
    for (let i = 0; ; i++) {
      const bytes = Buffer.alloc(200_000, String(i));
      const id = (process.pid * 1e6 + i).toString(16).padStart(24, "0");
      const name = await blobs.put(id, (async function* () { yield bytes; })(), { contentType: "text/plain", byteSize: bytes.length });
      process.stdout.write(name + "\\n");
    }`;
  const told: string[] = [];
  for (let round = 0; round < 5; round++) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (said.length > 80 * (5 + round * 7)) child.kill("SIGKILL");
    });
    await once(child, "close");
    told.push(...said.split("\n").slice(0, -1));
  }
  const blobs = await openDiskBlobs(place);
  const whole = (await namesIn(blobs)).filter((name) => !name.endsWith(".part"));
  expect(told.length).toBeGreaterThan(50);
  expect(whole).toEqual(expect.arrayContaining(told));
  for (const name of whole) {
    const bytes = readFileSync(join(place, name.slice(0, 2), name));
    expect(name.startsWith(createHash("sha256").update(bytes).digest("hex"))).toBe(true);
  }
}, 30_000);

test("a folder that is not there any more is said to be so", async () => {
  const place = join(folder, "gone");
  const blobs = await openDiskBlobs(place);
  rmSync(place, { recursive: true });
  await expect(blobs.check()).rejects.toThrow("ENOENT");
});
