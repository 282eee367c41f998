import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OwnDatabase, ownDatabase, settingsOf } from "../../server-stub/own-database.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { commandHere, failureIn, makeInstallation } from "./command-here.ts";

let folder: string;
let database: OwnDatabase;
let theirs: Stub;
let earshot: ReturnType<typeof commandHere>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "earshot-import-address-"));
  database = await ownDatabase(folder);
  await makeInstallation(folder, database.url);
  theirs = await startStub();
  earshot = commandHere({
    EARSHOT_DATA: folder,
    ...settingsOf(database),
    EARSHOT_URL: "https://feedback.example.com",
    EARSHOT_IMPORT_KEY: `sk_${"x".repeat(40)}`,
  });
}, 60_000);
afterAll(async () => {
  await theirs.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

test.each(["https://feedback.example.com/as/userz", "HTTPS://Feedback.example.com:443"])(
  "an installation is not pulled over into itself: --from %s is refused",
  async (from) => {
    expect(failureIn(await earshot(["import", "userz", "--from", from, "--json"]))).toEqual({
      code: "usage",
      message: expect.stringMatching(/is the address of this installation\. Give the one where Userz is\./),
    });
  },
);

type Failed = { error: { message: string } };

test("another Earshot's address without the product's path is refused with the path that it lacks, and with it without", async () => {
  const sentenceOf = async (product: string, path: string): Promise<string> =>
    (JSON.parse((await earshot(["import", product, "--from", theirs.url + path, "--json"])).out) as Failed).error
      .message;
  expect(await sentenceOf("userz", "")).toContain("(401)");
  expect(await sentenceOf("userz", "")).toContain("The address of another Earshot has /as/userz behind it.");
  expect(await sentenceOf("composite", "/nowhere")).toContain("has /as/composite behind it.");
  expect(await sentenceOf("userz", "/as/userz")).not.toContain("behind it");
});
