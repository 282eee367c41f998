import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { STUB_APP_ID, STUB_EPOCH, stubSetup } from "../../server-stub/fixture.ts";
import { createIds } from "../ids.ts";
import { samplePng } from "../images/sample-images.ts";
import { openStorage } from "../open-storage.ts";
import type { NewFeedback } from "../store/feedback.ts";
import { backUp, restore } from "./backup.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-backup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SETUP = stubSetup({ origins: ["localhost"], ownerRole: "product", expiresAt: null }, STUB_EPOCH);
const makeId = createIds({ now: Date.now, monotonic: Date.now });
const bytes = samplePng(200, 100);
const feedback = (): NewFeedback =>
  ({
    id: makeId(),
    appId: STUB_APP_ID,
    createdAt: Date.now(),
    submission: { content: "keep me" },
    sourceType: "api",
    screenshot: { contentType: "image/png", width: 200, height: 100, bytes },
    customer: null,
    singleUse: null,
    idempotency: null,
    attachments: [],
  }) as unknown as NewFeedback;

test("a backup that is taken while records come in can be restored, and has every record it counted, with its picture", async () => {
  const dataFolder = join(folder, "running");
  const { store, vault } = await openStorage({ dataFolder });
  await store.organizations.setUp(SETUP);
  mkdirSync(join(dataFolder, "blobs", "ab"), { recursive: true });
  writeFileSync(join(dataFolder, "blobs", "ab", "abcdef"), "a file");
  const sealed = vault.seal("a secret", "a test");
  let writing = true;
  const written: string[] = [];
  const writer = (async () => {
    while (writing) {
      const one = feedback();
      await store.feedback.accept(one);
      written.push(one.id);
    }
  })();
  while (written.length < 20) await new Promise((next) => setTimeout(next, 5));
  const before = written.length;
  const taken = backUp(dataFolder, join(folder, "backup"));
  writing = false;
  await writer;
  await store.close();
  expect(taken.records).toBeGreaterThanOrEqual(before);

  const again = join(folder, "restored");
  expect(restore(join(folder, "backup"), again)).toEqual({ folder: again, records: taken.records });
  expect(readFileSync(join(again, "blobs", "ab", "abcdef"), "utf8")).toBe("a file");
  const restored = await openStorage({ dataFolder: again });
  expect(restored.vault.open(sealed, "a test")).toBe("a secret");
  const reader = { organizationId: SETUP.organization.id, appId: null };
  for (const id of written.slice(0, before))
    expect((await restored.store.feedback.readScreenshot(reader, id))?.bytes.equals(bytes)).toBe(true);
  await restored.store.close();
});

test("nothing is ever written over, and what is no backup is refused, in one sentence each", async () => {
  const full = join(folder, "full");
  mkdirSync(full);
  writeFileSync(join(full, "mine.txt"), "mine");
  expect(() => backUp(join(folder, "nowhere"), join(folder, "x"))).toThrow(/there is no database in .* EARSHOT_DATA/);
  const { store } = await openStorage({ dataFolder: join(folder, "small") });
  await store.close();
  expect(() => backUp(join(folder, "small"), full)).toThrow(/is not empty/);
  backUp(join(folder, "small"), join(folder, "small-backup"));
  expect(() => restore(join(folder, "small-backup"), full)).toThrow(/holds something already/);
  expect(() => restore(full, join(folder, "y"))).toThrow(/there is no backup/);
  expect(readdirSync(full)).toEqual(["mine.txt"]);
});

test("a damaged backup is not restored", async () => {
  const damaged = join(folder, "damaged");
  const { store } = await openStorage({ dataFolder: damaged });
  await store.organizations.setUp(SETUP);
  for (let i = 0; i < 30; i++) await store.feedback.accept(feedback());
  await store.close();
  const file = join(damaged, "earshot.db");
  const content = readFileSync(file);
  content.fill(0x5a, content.length - 64 * 1024 * 3, content.length - 64 * 1024);
  writeFileSync(file, content);
  expect(() => restore(damaged, join(folder, "never"))).toThrow();
});
