import { createServer as createSocketServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Receiver, startReceiver } from "../../server-stub/receiver.ts";
import type { Lookup } from "../outbox/destination.ts";
import { createImageRelay, type ImageRelayOptions } from "./image-relay.ts";
import { noisePng, SAMPLE_JPEG, SAMPLE_WEBP, samplePng } from "./sample-images.ts";

const LOOPBACK: Lookup = async () => [{ address: "127.0.0.1", family: 4 }];
const NAMES = ["images.test", "other.test", "evil.test"];
const GONE = { code: "not_found", message: "There is no such image here." };
const noImage = (reason: string) => ({ code: "invalid_image", message: `The picture cannot be taken: ${reason}.` });
const NOT_ONE = noImage("it is not a PNG, JPEG or WebP picture");
const TOO_LARGE = noImage("it is larger than 5 MB");

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const relayWith = (options: Partial<ImageRelayOptions> = {}) =>
  createImageRelay({
    lookup: LOOPBACK,
    allowedHosts: NAMES.map((name) => ({ name, port: null })),
    version: "1.2.3",
    limitMs: 1_000,
    ...options,
  });
type Relay = ReturnType<typeof relayWith>;
const signal = new AbortController().signal;
/** Asks for an image of a name that only our own lookup knows. Of the three, `evil.test` is none of the app's hosts. */
const ask = (
  relay: Relay = relayWith(),
  path = "/a.png",
  port = receiver.port,
  given: Partial<Parameters<Relay>[0]> = {},
) =>
  relay({
    appId: "app",
    hosts: [`images.test:${port}`, `other.test:${receiver.port}`],
    url: new URL(`http://images.test:${port}${path}`),
    signal,
    ...given,
  });
const answerBytes = (bytes: Buffer, headers: Record<string, string> = {}): void =>
  receiver.answerWith((_request, response) => void response.writeHead(200, headers).end(bytes));

test.each([
  ["image/png", samplePng()],
  ["image/jpeg", SAMPLE_JPEG],
  ["image/webp", SAMPLE_WEBP],
])("%s is known by its bytes, whatever its host calls it, and comes as it is", async (contentType, bytes) => {
  answerBytes(bytes, { "Content-Type": "text/html", "Set-Cookie": "id=1" });
  expect(await ask()).toMatchObject({ contentType, bytes });
});

test("nothing of who asks goes along: neither cookie nor referrer, and no fragment", async () => {
  answerBytes(samplePng());
  await ask(relayWith(), "/a.png?w=1#part");
  expect(receiver.received).toEqual([
    {
      method: "GET",
      path: "/a.png?w=1",
      body: "",
      headers: {
        host: `images.test:${receiver.port}`,
        connection: "close",
        accept: "image/webp,image/png,image/jpeg",
        "accept-encoding": "identity",
        "user-agent": "Earshot/1.2.3 (image relay)",
      },
    },
  ]);
});

test.each([
  ["SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), "image/svg+xml"],
  ["SVG that says it is a PNG", Buffer.from("<?xml version='1.0'?><svg/>"), "image/png"],
  ["HTML", Buffer.from("<!doctype html><img>"), "image/png"],
  ["nothing", Buffer.alloc(0), "image/png"],
  ["GIF", Buffer.from("R0lGODlhAQABAAAAACwAAAAAAQABAAA=", "base64"), "image/gif"],
  ["the beginning of a PNG", samplePng().subarray(0, 20), "image/png"],
])("%s is refused", async (_, bytes, type) => {
  answerBytes(bytes, { "Content-Type": type });
  await expect(ask()).rejects.toMatchObject(NOT_ONE);
});

test("compressed bytes are not unpacked", async () => {
  const { gzipSync } = await import("node:zlib");
  answerBytes(gzipSync(samplePng()), { "Content-Encoding": "gzip", "Content-Type": "image/png" });
  await expect(ask()).rejects.toMatchObject(NOT_ONE);
});

test("an image that claims more pixels than can be shown is refused by its header", async () => {
  const bomb = samplePng();
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  answerBytes(bomb);
  await expect(ask()).rejects.toMatchObject({ code: "invalid_image", message: expect.stringMatching(/are too many/) });
});

test("one that says it is too large is not read; one that is, with no word of it, is cut off", async () => {
  answerBytes(Buffer.alloc(8), { "Content-Length": String(6 * 1024 * 1024) });
  await expect(ask()).rejects.toMatchObject(TOO_LARGE);
  let written = 0;
  const closed = Promise.withResolvers<void>();
  receiver.answerWith((_request, response) => {
    response.writeHead(200, { "Content-Type": "image/png" }).once("close", closed.resolve);
    const chunk = Buffer.alloc(64 * 1024, 1);
    const more = (): void => {
      while (!response.destroyed && response.write(chunk)) written += chunk.length;
    };
    response.on("drain", more);
    more();
  });
  await expect(ask(relayWith({ limitMs: 10_000 }))).rejects.toMatchObject(TOO_LARGE);
  await closed.promise;
  expect(written).toBeLessThan(50_000_000);
});

test("the largest that may come does", async () => {
  const bytes = noisePng(1_300, 1_300);
  expect(bytes.length).toBeGreaterThan(5_000_000);
  answerBytes(bytes);
  expect((await ask(relayWith({ limitMs: 10_000 }))).bytes.equals(bytes)).toBe(true);
});

test.each([204, 206, 304, 400, 401, 404, 500, 503])("%i is no image", async (status) => {
  receiver.answerWith(status);
  await expect(ask()).rejects.toMatchObject(GONE);
});

test("who says nothing, or drips, is left after the limit, and the connection is closed", async () => {
  receiver.answerWith(() => {});
  await expect(ask(relayWith({ limitMs: 100 }))).rejects.toMatchObject(GONE);
  const closed = Promise.withResolvers<void>();
  receiver.answerWith((_request, response) => {
    response.writeHead(200).once("close", closed.resolve);
    const drip = setInterval(() => response.write("x"), 10);
    response.once("close", () => clearInterval(drip));
  });
  await expect(ask(relayWith({ limitMs: 200 }))).rejects.toMatchObject(GONE);
  await closed.promise;
  const never: Lookup = () => new Promise(() => {});
  await expect(ask(relayWith({ limitMs: 50, lookup: never }))).rejects.toMatchObject(GONE);
});

test("when who asked is gone, nothing is fetched any more", async () => {
  const closed = Promise.withResolvers<void>();
  receiver.answerWith((_request, response) => void response.once("close", closed.resolve));
  const leaves = new AbortController();
  const asked = ask(relayWith({ limitMs: 20_000 }), "/a.png", receiver.port, { signal: leaves.signal });
  await receiver.until(1);
  leaves.abort();
  await expect(asked).rejects.toMatchObject(GONE);
  await closed.promise;
  await expect(ask(relayWith(), "/b.png", receiver.port, { signal: leaves.signal })).rejects.toMatchObject(GONE);
  expect(receiver.received).toHaveLength(1);
});

test("a redirect is followed to the app's other hosts, three times", async () => {
  receiver.answerWith((request, response) => {
    const [, left = 0] = /(\d)$/.exec(request.url ?? "")?.map(Number) ?? [];
    if (left === 0) response.end(samplePng());
    else response.writeHead(302, { Location: `//other.test:${receiver.port}/${left - 1}` }).end();
  });
  expect(await ask(relayWith(), "/3")).toMatchObject({ contentType: "image/png" });
  expect(receiver.received.map(({ headers }) => headers.host?.split(":")[0])).toEqual([
    "images.test",
    "other.test",
    "other.test",
    "other.test",
  ]);
  await expect(ask(relayWith(), "/4")).rejects.toMatchObject(GONE);
});

test.each([
  "http://evil.test:PORT/a.png",
  "http://images.test:1/a.png",
  "http://127.0.0.1:PORT/a.png",
  "http://[::1]:PORT/a.png",
  "http://user:password@images.test:PORT/a.png",
  "ftp://images.test:PORT/a.png",
  "file:///etc/passwd",
  "data:image/png;base64,AAAA",
  "//",
  "",
])("a redirect to %j is not followed", async (location) => {
  receiver.answerWith((_request, response) => {
    response.writeHead(302, { Location: location.replace("PORT", String(receiver.port)) }).end(samplePng());
  });
  await expect(ask()).rejects.toMatchObject(GONE);
  expect(receiver.received).toHaveLength(1);
});

test.each([
  "127.0.0.1",
  "10.0.0.1",
  "169.254.169.254",
  "0.0.0.0",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:a9fe:a9fe",
  "64:ff9b::7f00:1",
  "fe80::1",
  "fd00::1",
])(
  "a host that leads to %s is not asked, unless the operator names it, and looks like one that is away",
  async (address) => {
    const lookup: Lookup = async () => [
      { address: "8.8.8.8", family: 4 },
      { address, family: address.includes(":") ? 6 : 4 },
    ];
    await expect(
      ask(relayWith({ lookup, allowedHosts: [] }), "/", 443, {
        hosts: ["images.test"],
        url: new URL("https://images.test/"),
      }),
    ).rejects.toMatchObject(GONE);
    expect(receiver.received).toEqual([]);
  },
);

test("a host that changes its mind is looked up once for a connection, and at a redirect again", async () => {
  const answers = ["127.0.0.1", "169.254.169.254"];
  let asked = 0;
  const lookup: Lookup = async () => [{ address: answers[asked++] ?? "", family: 4 }];
  receiver.answerWith((_request, response) => void response.writeHead(307, { Location: "/again" }).end());
  await expect(ask(relayWith({ lookup }))).rejects.toMatchObject(GONE);
  expect([asked, receiver.received.length]).toEqual([2, 1]);
});

test("a star lets nothing private in, also where the operator allows it to webhooks", async () => {
  answerBytes(samplePng());
  const star = { hosts: [`*.test:${receiver.port}`] };
  await expect(ask(relayWith(), "/a.png", receiver.port, star)).rejects.toMatchObject(GONE);
  expect(receiver.received).toEqual([]);
});

test("without the operator's word there is no way but https", async () => {
  await expect(ask(relayWith({ allowedHosts: [] }))).rejects.toMatchObject(GONE);
  expect(receiver.received).toEqual([]);
});

test.each([
  ["what is not HTTP", "SSH-2.0-x\r\n"],
  ["another protocol", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"],
  ["an image that is cut", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n\x89PNG"],
])("%s is no image", async (_, text) => {
  const server = createSocketServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(Buffer.from(text, "latin1")));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as { port: number };
  await expect(ask(relayWith(), "/", port)).rejects.toMatchObject(GONE);
  await new Promise((closed) => server.close(closed));
});

test("of one app, and of all, only so many are held at once; the others are told to come back", async () => {
  const relay = relayWith({ atOnce: { app: 2, all: 3 }, limitMs: 10_000 });
  const held: Array<() => void> = [];
  receiver.answerWith((_request, response) => held.push(() => response.end(samplePng())));
  const of = (appId: string) => ask(relay, "/a.png", receiver.port, { appId });
  const first = [of("one"), of("one")];
  await expect(of("one")).rejects.toMatchObject({ code: "overloaded", facts: { retryAfter: 1 } });
  first.push(of("two"));
  await expect(of("three")).rejects.toMatchObject({ code: "overloaded" });
  await receiver.until(3);
  for (const answer of held) answer();
  const images = await Promise.all(first);
  // Fetched, but not yet read by who asked.
  await expect(of("one")).rejects.toMatchObject({ code: "overloaded" });
  for (const { release } of images) for (const twice of [release, release]) twice();
  receiver.answerWith(404);
  await expect(of("one")).rejects.toMatchObject(GONE);
  await expect(of("one")).rejects.toMatchObject(GONE);
  await expect(of("one")).rejects.toMatchObject(GONE);
});
