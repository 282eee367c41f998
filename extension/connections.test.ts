import { expect, test } from "vitest";
import { connectionsIn, isMeantFor } from "./connections.ts";
import { settings } from "./settings.ts";
import { storageArea } from "./testing/storage-double.ts";

/** One after the other, as the browser's locks do it. */
const locks = () => {
  let last: Promise<unknown> = Promise.resolve();
  const request = <T>(_: string, work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
  return { request } as unknown as LockManager;
};
const open = (kept: Record<string, unknown> = {}) => {
  const area = storageArea(kept);
  return { area, connections: connectionsIn(settings(area), locks()) };
};
const made = (name: string, more: object = {}) => ({
  server: "https://feedback.example.com",
  key: `ear_pub_${"a".repeat(49)}`,
  app: { id: name.padEnd(24, "0"), name },
  ...more,
});
const SHOP = "https://shop.example";

test("a site's feedback goes to the first connection until another was chosen for it; other sites stay as they are", async () => {
  const { connections } = open();
  expect(await connections.forSite(SHOP)).toBeUndefined();
  const first = await connections.add(made("a"));
  const second = await connections.add(made("b"));
  expect(await connections.all()).toEqual([first, second]);
  expect(await connections.forSite(SHOP)).toEqual(first);
  await connections.choose(SHOP, second.id);
  expect(await connections.forSite(SHOP)).toEqual(second);
  expect(await connections.forSite("https://other.example")).toEqual(first);
  expect(await connections.forSite(undefined)).toEqual(first);
});

test("another key for the same app takes the place of the older, and what was chosen stays chosen", async () => {
  const { connections } = open();
  await connections.add(made("a"));
  const second = await connections.add(made("b"));
  await connections.choose(SHOP, second.id);
  const renewed = await connections.add(made("b", { key: `ear_pub_${"b".repeat(49)}` }));
  expect((await connections.all()).map(({ key }) => key.at(-1))).toEqual(["a", "b"]);
  const entry = (key: string, server = renewed.server) => isMeantFor(renewed, { server, key });
  expect([entry(second.key), entry(renewed.key)]).toEqual([true, true]); // what the older key was refused for is still its own
  expect([entry(`ear_pub_${"c".repeat(49)}`), entry(renewed.key, "https://other.example")]).toEqual([false, false]);
  expect(await connections.forSite(SHOP)).toEqual(renewed);
  expect(await connections.add(made("b", { server: "https://other.example" }))).not.toMatchObject({ id: second.id });
});

test("with the last connection all that was remembered is gone; a site whose connection went falls back to the first", async () => {
  const { area, connections } = open();
  const first = await connections.add(made("a"));
  const second = await connections.add(made("b"));
  await connections.choose(SHOP, second.id);
  await connections.remove(second.id);
  expect(await connections.forSite(SHOP)).toEqual(first);
  await connections.remove(first.id);
  expect(area.kept).toEqual({});
});

test("there is room for fifty; a renewed one needs none", async () => {
  const { connections } = open();
  for (let n = 0; n < 50; n++) await connections.add(made(n.toString(16).padStart(2, "0")));
  expect(await connections.hasRoom()).toBe(false);
  await expect(connections.add(made("ff"))).rejects.toThrow();
  expect(await connections.all()).toHaveLength(50);
});

test("two pages that connect at once lose neither", async () => {
  const { connections } = open();
  await Promise.all(["a", "b", "c", "d"].map((name) => connections.add(made(name))));
  expect((await connections.all()).map(({ app }) => app.name)).toEqual(["a", "b", "c", "d"]);
});

test("the token by which replies are read goes with its key: another key comes with its own or none, and ending a connection ends it", async () => {
  const { area, connections } = open();
  const token = `ear_con_${"t".repeat(49)}`;
  await connections.add(made("a", { token }));
  expect((await connections.all())[0]?.token).toBe(token);
  const [renewed] = [await connections.add(made("a", { key: `ear_pub_${"b".repeat(49)}` }))];
  expect(renewed.token).toBeUndefined();
  await connections.add(made("a", { token }));
  await connections.remove(renewed.id);
  expect(JSON.stringify(area)).not.toContain("ear_con_");
});
