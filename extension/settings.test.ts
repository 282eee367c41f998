import { expect, test } from "vitest";
import { type Connection, settings } from "./settings.ts";
import { storageArea } from "./testing/storage-double.ts";

const connection: Connection = {
  id: "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b",
  server: "https://feedback.example.com",
  key: `ear_pub_${"a".repeat(49)}`,
  app: { id: "0123456789abcdef01234567", name: "Demo" },
};

test("connections are kept, and gone after they were cleared", async () => {
  const area = storageArea();
  const item = settings(area).connections;
  expect(await item.get()).toBeUndefined();
  await item.set([connection]);
  expect(await settings(area).connections.get()).toEqual([connection]);
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
  await expect(async () => settings(area).connections.set([wrong as Connection])).rejects.toThrow();
  expect(area.kept).toEqual({});
  expect(await settings(storageArea({ connections: [wrong] })).connections.get()).toBeUndefined();
});
