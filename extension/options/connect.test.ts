import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { TEXT } from "../text.ts";
import { connect } from "./connect.ts";

const key = `ear_pub_${"a".repeat(49)}`;
const app = { id: "0123456789abcdef01234567", name: "Demo" };

const keyOf = async () => "0ef8f5d4-9f0e-4b34-8a9e-5f1d6d2b7c11";

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
const attempt = (address: string, code = key) => connect({ server: address, code }, fetch, keyOf);

test("a server that knows the key gives a connection with the app's name", async () => {
  const address = await answering(200, JSON.stringify({ app, mode: "public" }));
  expect(await attempt(`${address}/`, ` ${key}\n`)).toEqual({ made: { server: address, key, app } });
});

test.each([
  ["", "server", TEXT.serverNotAnAddress],
  ["nonsense here", "server", TEXT.serverNotAnAddress],
  ["http://example.com", "server", TEXT.serverNotSecure],
])("the address %j is refused before anything is sent", async (address, about, sentence) => {
  const outcome = await connect({ server: address, code: key }, () => expect.unreachable(), keyOf);
  expect(outcome).toEqual({ trouble: { about, sentence } });
});

test.each([
  ["", TEXT.codeMissing],
  [`ear_sk_${"a".repeat(49)}`, TEXT.keySecret],
  [key.slice(0, -1), TEXT.keyMalformed],
  ["7K2M-9XQT-4HBD", TEXT.codeMalformed],
  ["https://feedback.example.com/", TEXT.codeMalformed],
])("%j is refused before anything is sent", async (code, sentence) => {
  const outcome = await connect({ server: "example.com", code }, () => expect.unreachable(), keyOf);
  expect(outcome).toEqual({ trouble: { about: "code", sentence } });
});

test("a link holds server and code; its address is checked like a typed one", async () => {
  const answer = JSON.stringify({ key, name: "Chrome extension of Ann", app });
  const address = await answering(201, answer);
  const made = { made: { server: address, key, app } };
  expect(await connect({ code: ` ${address}/#connect=7K2M-9XQT-4HBD-W3FA `, server: "" }, fetch, keyOf)).toEqual(made);
  expect(await attempt(address, "7k2m 9xqt 4hbd w3fa")).toEqual(made);
  const insecure = { code: "http://example.com/#connect=7K2M-9XQT-4HBD-W3FA", server: "" };
  expect(await connect(insecure, () => expect.unreachable(), keyOf)).toEqual({
    trouble: { about: "server", sentence: TEXT.serverNotSecure },
  });
});

test("a code that the server does not know is explained as one", async () => {
  const address = await answering(401, refusal("invalid_authorization"));
  expect(await attempt(address, "7K2M-9XQT-4HBD-W3FA")).toEqual({
    trouble: { about: "code", sentence: TEXT.codeUnknown },
  });
});

test("what else may become of a code is said in words: an app in private mode, a server that takes us for no extension, no answer", async () => {
  const code = "7K2M-9XQT-4HBD-W3FA";
  const private_ = await answering(409, refusal("conflict"));
  expect(await attempt(private_, code)).toEqual({ trouble: { about: "code", sentence: "The server's sentence." } });
  server?.close();
  const others = await answering(403, refusal("origin_not_allowed"));
  expect(await attempt(others, code)).toEqual({ trouble: { about: "code", sentence: TEXT.codeOfOthers } });
  await new Promise((closed) => server?.close(closed));
  expect(await attempt(others, code)).toEqual({ trouble: { about: "server", sentence: TEXT.serverSilent(others) } });
});

test("an answer to a code that holds no key of ours is no Earshot server's", async () => {
  for (const body of [{ key, app: {} }, { hello: "world" }]) {
    const address = await answering(201, JSON.stringify(body));
    const outcome = await attempt(address, "7K2M-9XQT-4HBD-W3FA");
    expect(outcome).toEqual({ trouble: { about: "server", sentence: TEXT.serverForeign(address) } });
    server?.close();
  }
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
  [401, "invalid_authorization", "code", TEXT.keyUnknown],
  [401, "unknown_app", "code", TEXT.keyUnknown],
  [403, "origin_not_allowed", "origin", TEXT.originIntro],
  [429, "rate_limited", "server", "The server's sentence."],
])("the refusal %i %s is explained", async (status, code, about, sentence) => {
  const address = await answering(status, refusal(code));
  expect(await attempt(address)).toEqual({ trouble: { about, sentence } });
});

test("an app in private mode cannot be connected", async () => {
  const address = await answering(200, JSON.stringify({ app, mode: "private" }));
  expect(await attempt(address)).toEqual({ trouble: { about: "code", sentence: TEXT.appPrivate("Demo") } });
});
