import { expect, test } from "vitest";
import { type Connection, type StorageArea, settings } from "./settings.ts";

/** A storage area that behaves: it copies what it is given, as the browser's does. */
const storageArea = (kept: Record<string, unknown> = {}): StorageArea & { kept: Record<string, unknown> } => ({
  kept,
  get: async (key) => (key in kept ? { [key]: structuredClone(kept[key]) } : {}),
  set: async (items) => void Object.assign(kept, structuredClone(items)),
  remove: async (key) => void delete kept[key],
});

const connection: Connection = {
  server: "https://feedback.example.com",
  key: `ear_pub_${"a".repeat(49)}`,
  app: { id: "0123456789abcdef01234567", name: "Demo" },
};

test("a connection is kept, and gone after it was cleared", async () => {
  const area = storageArea();
  const item = settings(area).connection;
  expect(await item.get()).toBeUndefined();
  await item.set(connection);
  expect(await settings(area).connection.get()).toEqual(connection);
  await item.clear();
  expect(await item.get()).toBeUndefined();
  expect(area.kept).toEqual({});
});

test.each([
  ["a secret key", { ...connection, key: `ear_sk_${"a".repeat(49)}` }],
  ["plain http to another machine", { ...connection, server: "http://feedback.example.com" }],
  ["a path", { ...connection, server: "https://feedback.example.com/x" }],
  ["an unknown field", { ...connection, more: true }],
])("a connection with %s is not stored, and reads as unset where it is", async (_, wrong) => {
  const area = storageArea();
  await expect(async () => settings(area).connection.set(wrong as Connection)).rejects.toThrow();
  expect(area.kept).toEqual({});
  expect(await settings(storageArea({ connection: wrong })).connection.get()).toBeUndefined();
});
