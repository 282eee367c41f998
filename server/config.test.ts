import { resolve } from "node:path";
import { expect, test } from "vitest";
import { ConfigurationError, readConfig } from "./config.ts";

test("without settings there is a sensible server on this machine only", () => {
  expect(readConfig({})).toEqual({
    port: 8787,
    host: "127.0.0.1",
    dataFolder: "./data",
    databaseUrl: undefined,
    blobs: { kind: "disk", folder: resolve("data/blobs") },
    redisUrl: undefined,
    secret: undefined,
    publicUrl: undefined,
    ownerRole: undefined,
    logLevel: undefined,
    webhookHosts: [],
    openIdConnect: undefined,
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
  ["EARSHOT_URL", "https://example.com/feedback"],
  ["DATABASE_URL", "postgres://user:pass#word@host:port/x"],
  ["EARSHOT_LOG", "loud"],
  ["DATABASE_URL", "mysql://localhost/x"],
  ["REDIS_URL", "localhost:6379"],
  ["EARSHOT_BLOBS", "https://bucket.example.com"],
  ["EARSHOT_SECRET", "hunter2"],
  ["EARSHOT_WEBHOOK_HOSTS", "http://hooks.internal"],
  ["TRUST_PROXY_HOPS", "all"],
  ["EARSHOT_OIDC_ISSUER", "http://accounts.example.com"],
  ["EARSHOT_OIDC_DOMAINS", "*"],
  ["EARSHOT_OIDC_RIGHT", "king"],
])("%s=%s is refused by name, with what it takes", (name, value) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(ConfigurationError);
  expect(read).toThrow(new RegExp(`^${name} must be`));
});

test("everything wrong is named at once", () => {
  expect(() => readConfig({ PORT: "x", TRUST_PROXY_HOPS: "y" })).toThrow(/PORT .*; TRUST_PROXY_HOPS /);
});

test("private hosts that webhooks may reach are a list, with a port where one is meant", () => {
  expect(readConfig({ EARSHOT_WEBHOOK_HOSTS: "hooks.internal, 10.0.0.5:8080" }).webhookHosts).toEqual([
    { name: "hooks.internal", port: null },
    { name: "10.0.0.5", port: "8080" },
  ]);
});

test("a provider needs who we are there; its domains are compared in small letters", () => {
  const provider = { EARSHOT_OIDC_ISSUER: "https://accounts.example.com", EARSHOT_OIDC_CLIENT_ID: "earshot" };
  expect(() => readConfig(provider)).toThrow(/EARSHOT_OIDC_CLIENT_SECRET/);
  const more = { EARSHOT_OIDC_CLIENT_SECRET: "s3cret", EARSHOT_OIDC_DOMAINS: "Example.com, example.org" };
  expect(readConfig({ ...provider, ...more }).openIdConnect).toEqual({
    issuer: "https://accounts.example.com",
    clientId: "earshot",
    clientSecret: "s3cret",
    name: "OpenID Connect",
    domains: ["example.com", "example.org"],
    right: "viewer",
  });
});
