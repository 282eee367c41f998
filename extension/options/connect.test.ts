import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { TEXT } from "../text.ts";
import { connect } from "./connect.ts";

const key = `ear_pub_${"a".repeat(49)}`;
const app = { id: "0123456789abcdef01234567", name: "Demo" };

let server: Server | undefined;
afterEach(() => server?.close());

/** A server that gives every request the same answer. */
const answering = async (status: number, body: string): Promise<string> => {
  server = createServer((_, response) => response.writeHead(status, { "content-type": "text/plain" }).end(body));
  await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const refusal = (code: string) =>
  JSON.stringify({ error: { code, message: "The server's sentence.", requestId: "1" } });
const attempt = (address: string, withKey = key) => connect({ server: address, key: withKey }, fetch);

test("a server that knows the key gives a connection with the app's name", async () => {
  const address = await answering(200, JSON.stringify({ app, mode: "public" }));
  expect(await attempt(`${address}/`, ` ${key}\n`)).toEqual({ connection: { server: address, key, app } });
});

test.each([
  ["", "server", TEXT.serverNotAnAddress],
  ["nonsense here", "server", TEXT.serverNotAnAddress],
  ["http://example.com", "server", TEXT.serverNotSecure],
])("the address %j is refused before anything is sent", async (address, about, sentence) => {
  const outcome = await connect({ server: address, key }, () => expect.unreachable());
  expect(outcome).toEqual({ trouble: { about, sentence } });
});

test.each([
  ["", TEXT.keyMissing],
  [`ear_sk_${"a".repeat(49)}`, TEXT.keySecret],
  [key.slice(0, -1), TEXT.keyMalformed],
])("the key %j is refused before anything is sent", async (wrong, sentence) => {
  const outcome = await connect({ server: "example.com", key: wrong }, () => expect.unreachable());
  expect(outcome).toEqual({ trouble: { about: "key", sentence } });
});

test("no answer is trouble with the address", async () => {
  const address = await answering(200, "");
  await new Promise((closed) => server?.close(closed));
  expect(await attempt(address)).toEqual({ trouble: { about: "server", sentence: TEXT.serverSilent(address) } });
});

test.each([
  [200, "<h1>Welcome</h1>"],
  [200, JSON.stringify({ hello: "world" })],
  [404, "Not found"],
  [404, refusal("not_found")],
])("an answer %i %s is no Earshot server's", async (status, body) => {
  const address = await answering(status, body);
  expect(await attempt(address)).toEqual({ trouble: { about: "server", sentence: TEXT.serverForeign(address) } });
});

test.each([
  [401, "invalid_authorization", "key", TEXT.keyUnknown],
  [401, "unknown_app", "key", TEXT.keyUnknown],
  [403, "origin_not_allowed", "origin", TEXT.originIntro],
  [429, "rate_limited", "server", "The server's sentence."],
])("the refusal %i %s is explained", async (status, code, about, sentence) => {
  const address = await answering(status, refusal(code));
  expect(await attempt(address)).toEqual({ trouble: { about, sentence } });
});

test("an app in private mode cannot be connected", async () => {
  const address = await answering(200, JSON.stringify({ app, mode: "private" }));
  expect(await attempt(address)).toEqual({ trouble: { about: "key", sentence: TEXT.appPrivate("Demo") } });
});
