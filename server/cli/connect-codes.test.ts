import { afterAll, beforeAll, expect, test } from "vitest";
import { settingsOf } from "../../server-stub/own-database.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { commandHere, failureIn } from "./command-here.ts";

const CHROME = `chrome-extension://${"abcdefghijklmnop".repeat(2)}`;

let stub: Stub;
let earshot: ReturnType<typeof commandHere>;
beforeAll(async () => {
  stub = await startStub({ clock: "running" }); // the command reads the machine's
  earshot = commandHere({ EARSHOT_DATA: stub.folder, ...settingsOf(stub.database) });
});
afterAll(() => stub.close());

const connect = async (name: string): Promise<{ id: string; code: string }> =>
  JSON.parse((await earshot(["apps", "connect", "--for", name, "--json"])).out);
const redeem = (code: string) =>
  fetch(`${stub.url}/v1/connections`, {
    method: "POST",
    headers: { Origin: CHROME, "Content-Type": "application/json" },
    body: JSON.stringify({ code }),
  });

test("codes are listed without their text, by whom they are for, and cancelled; used ones name their key", async () => {
  expect((await earshot(["connect-codes", "list"])).out).toContain("earshot apps connect");
  const [ann, bo] = [await connect("Ann Lee"), await connect("Bo")];
  expect((await redeem(bo.code)).status).toBe(201);
  const { out } = await earshot(["connect-codes", "list"]);
  expect(out).toMatch(new RegExp(`${ann.id} +Ann Lee +Stub app +.* UTC +open\\n?`));
  expect(out).toMatch(new RegExp(`${bo.id} +Bo +Stub app +.* UTC +used: key [0-9a-f]{24}`));
  for (const { code } of [ann, bo]) expect(out).not.toContain(code);

  const done = await earshot(["connect-codes", "cancel", "Ann Lee"]);
  expect(done).toMatchObject({ code: 0, out: '  The code for "Ann Lee" connects nobody from now on.\n' });
  expect((await redeem(ann.code)).status).toBe(401);
  expect(failureIn(await earshot(["connect-codes", "cancel", ann.id, "--json"])).message).toContain("there is no code");
  expect(failureIn(await earshot(["connect-codes", "cancel", "Bo", "--json"])).message).toMatch(
    /was used.*revoke its key/,
  );
});

test("of several codes for one person the one that is open is cancelled; of several open ones an id is asked for", async () => {
  const used = await connect("Cleo");
  await redeem(used.code);
  const open = await connect("Cleo");
  expect(JSON.parse((await earshot(["connect-codes", "cancel", "Cleo", "--json"])).out)).toMatchObject({ id: open.id });
  const [one, other] = [await connect("Dan"), await connect("Dan")];
  const { message } = failureIn(await earshot(["connect-codes", "cancel", "Dan", "--json"]));
  for (const { id } of [one, other]) expect(message).toContain(id);
});

test("the connected extensions of an app are listed until their key is revoked; other keys are not", async () => {
  await redeem((await connect("Eve")).code);
  const shown = async () => (await earshot(["apps", "connections"])).out;
  expect(await shown()).toMatch(/[0-9a-f]{24} +Chrome extension of Eve +\S+ +never/);
  const { data } = JSON.parse((await earshot(["apps", "connections", "--json"])).out) as {
    data: Array<{ id: string; name: string; allowedOrigins: string[] }>;
  };
  for (const { allowedOrigins } of data) expect(allowedOrigins).toEqual([CHROME]);
  const { id } = data.find(({ name }) => name.endsWith("Eve")) ?? {};
  await earshot(["keys", "revoke", id ?? ""]);
  expect(await shown()).not.toContain("Eve");
});
