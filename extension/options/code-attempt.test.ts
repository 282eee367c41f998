import { expect, test } from "vitest";
import { settings } from "../settings.ts";
import { storageArea } from "../testing/storage-double.ts";
import { codeAttemptIn } from "./code-attempt.ts";

const SERVER = "https://feedback.example.com";

test("a code is given in under one idempotency key, also by a page that was opened again; another code or server has another", async () => {
  const area = storageArea();
  const attempt = codeAttemptIn(settings(area));
  const key = await attempt(SERVER, "7K2M9XQT4HBDW3FA");
  expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  expect(await attempt(SERVER, "7K2M9XQT4HBDW3FA")).toBe(key);
  const reopened = codeAttemptIn(settings(area));
  expect(await reopened(SERVER, "7K2M9XQT4HBDW3FA")).toBe(key);
  expect(JSON.stringify(area.kept)).not.toContain("7K2M9XQT4HBDW3FA");
  expect(await reopened("https://other.example.com", "7K2M9XQT4HBDW3FA")).not.toBe(key);
  expect(await reopened(SERVER, "0000000000000000")).not.toBe(key);
});

test("where nothing can be kept, the page that is open still knows it", async () => {
  const area = { ...storageArea(), set: () => Promise.reject(new Error("full")) };
  const attempt = codeAttemptIn(settings(area));
  expect(await attempt(SERVER, "7K2M9XQT4HBDW3FA")).toBe(await attempt(SERVER, "7K2M9XQT4HBDW3FA"));
});
