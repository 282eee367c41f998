import { expect, test } from "vitest";
import { ConfigurationError, readConfig } from "./config.ts";

test("without settings there is a sensible server on this machine only", () => {
  expect(readConfig({})).toEqual({
    port: 8787,
    host: "127.0.0.1",
    dataFolder: "./data",
    databaseUrl: undefined,
    redisUrl: undefined,
    secret: undefined,
    publicUrl: undefined,
    ownerRole: undefined,
    logLevel: undefined,
    trustedProxyHops: 0,
  });
});

test("empty values count as not set, and addresses lose what is after the host", () => {
  expect(readConfig({ PORT: "", EARSHOT_URL: "https://feedback.example.com/" })).toMatchObject({
    port: 8787,
    publicUrl: "https://feedback.example.com",
  });
});

test.each([
  ["PORT", "http"],
  ["PORT", "70000"],
  ["PORT", "-1"],
  ["EARSHOT_OWNER_ROLE", "king"],
  ["EARSHOT_URL", "feedback.example.com"],
  ["EARSHOT_LOG", "loud"],
  ["DATABASE_URL", "mysql://localhost/x"],
  ["REDIS_URL", "localhost:6379"],
  ["EARSHOT_SECRET", "hunter2"],
  ["TRUST_PROXY_HOPS", "all"],
])("%s=%s is refused by name, with what it takes", (name, value) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(ConfigurationError);
  expect(read).toThrow(new RegExp(`^${name} must be`));
});

test("everything wrong is named at once", () => {
  expect(() => readConfig({ PORT: "x", TRUST_PROXY_HOPS: "y" })).toThrow(/PORT .*; TRUST_PROXY_HOPS /);
});
