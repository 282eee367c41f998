import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Receiver, startReceiver } from "../../server-stub/receiver.ts";
import type { Lookup } from "./destination.ts";
import { createSend, type SendOptions } from "./send.ts";

const LOOPBACK: Lookup = async () => [{ address: "127.0.0.1", family: 4 }];

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

/** Sends to a name that only our own lookup knows. */
const send = (
  port: number,
  { scheme = "http", name = "hooks.test", ...over }: Partial<SendOptions> & { scheme?: string; name?: string } = {},
) =>
  createSend({
    clock: performanceClock,
    lookup: LOOPBACK,
    allowedHosts: [{ name, port: null }],
    limitMs: 2_000,
    ...over,
  })({ url: `${scheme}://${name}:${port}/in?x=1`, headers: { "Webhook-Id": "1" }, body: '{"é":1}' });
const performanceClock = { monotonic: () => performance.now() };

const withServer = async <T>(server: Server, use: (port: number) => Promise<T>): Promise<T> => {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket.on("error", () => {})));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => server.close(closed));
  }
};

test("a POST goes to the checked address, with the name it was written to in Host", async () => {
  expect(await send(receiver.port)).toEqual({
    statusCode: 204,
    answer: "",
    error: null,
    durationMs: expect.any(Number),
  });
  expect(receiver.received).toEqual([
    {
      method: "POST",
      path: "/in?x=1",
      body: '{"é":1}',
      headers: expect.objectContaining({
        host: `hooks.test:${receiver.port}`,
        "content-length": "8",
        "webhook-id": "1",
      }),
    },
  ]);
});

test.each([200, 202, 400, 410, 429, 500, 503])("%i is reported as it is, with what was answered", async (status) => {
  receiver.answerWith(status);
  expect(await send(receiver.port)).toMatchObject({ statusCode: status, answer: "noted", error: null });
});

test.each([301, 302, 303, 307, 308])("%i is not followed", async (status) => {
  const elsewhere = await startReceiver();
  receiver.answerWith((_request, response) => response.writeHead(status, { Location: elsewhere.url }).end());
  expect(await send(receiver.port)).toMatchObject({ statusCode: status, error: expect.stringMatching(/redirects/) });
  expect(elsewhere.received).toEqual([]);
  await elsewhere.close();
});

test("who does not answer is left after the limit", async () => {
  receiver.answerWith(() => {});
  expect(await send(receiver.port, { limitMs: 150 })).toMatchObject({
    statusCode: null,
    error: "no answer within 0.15 s",
  });
});

test("a name that is looked up for ever is left after the limit, too", async () => {
  const never: Lookup = () => new Promise(() => {});
  expect(await send(receiver.port, { limitMs: 50, lookup: never })).toMatchObject({ error: "no answer within 0.05 s" });
  expect(receiver.received).toEqual([]);
});

test("an answer that trickles is cut at the limit; its status counts", async () => {
  receiver.answerWith((_request, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write("."), 20);
    response.on("close", () => clearInterval(drip));
  });
  const sent = await send(receiver.port, { limitMs: 200 });
  expect(sent).toMatchObject({ statusCode: 200, error: null, answer: expect.stringMatching(/^\.+$/) });
  expect(sent.durationMs).toBeLessThan(1_500);
});

test("of a huge answer 64 KB are read and 4 KB kept, and the connection is closed", async () => {
  let isClosed = new Promise<void>(() => {});
  let written = 0;
  receiver.answerWith((_request, response) => {
    isClosed = new Promise((resolve) => response.on("close", resolve));
    response.writeHead(200, { "Content-Length": 1e9 });
    const pour = () => {
      while (!response.destroyed && response.write("x".repeat(16_384))) written += 16_384;
    };
    response.on("drain", pour);
    pour();
  });
  const sent = await send(receiver.port);
  expect(sent).toMatchObject({ statusCode: 200, answer: "x".repeat(4_096) });
  await isClosed;
  expect(written).toBeLessThan(50_000_000); // what fits into the buffers between the two, not the billion
});

test("a connection that is cut before the answer is no answer", async () => {
  receiver.answerWith((request) => request.socket.destroy());
  expect(await send(receiver.port)).toMatchObject({ statusCode: null, error: "the connection was cut" });
});

test("a connection that is cut within the answer leaves its status", async () => {
  receiver.answerWith((request, response) => {
    response.writeHead(200, { "Content-Length": 100 });
    response.write("beginning", () => setTimeout(() => request.socket.destroy(), 50));
  });
  expect(await send(receiver.port)).toMatchObject({ statusCode: 200, answer: "beginning" });
});

test("what is not there, not HTTP or another protocol is said in a sentence without addresses", async () => {
  await receiver.close();
  expect(await send(receiver.port)).toMatchObject({ statusCode: null, error: "nothing listens at its address" });
  receiver = await startReceiver();
  const noHttp = createSocketServer((socket) => socket.once("data", () => socket.end("SSH-2.0-x\r\n")));
  await withServer(noHttp, async (port) => {
    expect(await send(port)).toMatchObject({ statusCode: null, error: "what it answered is not HTTP" });
  });
  const upgrade = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n";
  await withServer(
    createSocketServer((socket) => socket.once("data", () => socket.write(upgrade))),
    async (port) => {
      expect(await send(port)).toMatchObject({ statusCode: null, error: "what it answered is not HTTP" });
    },
  );
  const unknown: Lookup = () => Promise.reject(Object.assign(new Error("queryA hooks.test"), { code: "ENOTFOUND" }));
  expect(await send(receiver.port, { lookup: unknown })).toMatchObject({ error: "its name cannot be looked up" });
});

test("a name that changes its mind is looked up once for a connection, and its second answer is looked at like the first", async () => {
  const answers = ["127.0.0.1", "169.254.169.254", "127.0.0.1"];
  let asked = 0;
  const rebinding: Lookup = async () => [{ address: answers[asked++] ?? "", family: 4 }];
  expect(await send(receiver.port, { lookup: rebinding })).toMatchObject({ statusCode: 204 });
  expect(asked).toBe(1);
  expect(await send(receiver.port, { lookup: rebinding })).toMatchObject({
    statusCode: null,
    error: "its address must lead to a public address",
  });
  expect(asked).toBe(2);
  expect(receiver.received).toHaveLength(1);
});

test("without the operator's word nothing on this machine is reached, by whatever name", async () => {
  const refused = { statusCode: null, error: "its address must lead to a public address" };
  const toHttps = { scheme: "https", allowedHosts: [] };
  expect(await send(receiver.port, toHttps)).toMatchObject(refused);
  const post = createSend({ clock: performanceClock, lookup: LOOPBACK, allowedHosts: [], limitMs: 2_000 });
  for (const host of ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:7f00:1]"])
    expect(await post({ url: `https://${host}:${receiver.port}/`, headers: {}, body: "" })).toMatchObject(refused);
  expect(receiver.received).toEqual([]);
});

test("over TLS the name is asked for and must be proved: who cannot gets nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "earshot-tls-"));
  const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=hooks.test", "-addext", "subjectAltName=DNS:hooks.test"];
  const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  execFileSync("openssl", [...made, "-keyout", keyFile, "-out", certFile, ...subject], { stdio: "pipe" });
  const [key, cert] = [readFileSync(keyFile, "utf8"), readFileSync(certFile, "utf8")];
  rmSync(folder, { recursive: true });

  const asked: unknown[] = [];
  const server = createTlsServer({ key, cert }, (request, response) => {
    asked.push((request.socket as TLSSocket).servername, request.headers.host);
    response.end();
  });
  await withServer(server, async (port) => {
    const untrusted = { statusCode: null, error: expect.stringMatching(/^its certificate is not trusted/) };
    expect(await send(port, { scheme: "https" })).toMatchObject(untrusted);
    expect(asked).toEqual([]);

    const before = getCACertificates("default");
    setDefaultCACertificates([...before, cert]);
    try {
      expect(await send(port, { scheme: "https" })).toMatchObject({ statusCode: 200, error: null });
      expect(asked).toEqual(["hooks.test", `hooks.test:${port}`]);
      const other = { scheme: "https", name: "other.test" };
      expect(await send(port, other)).toMatchObject(untrusted);
    } finally {
      setDefaultCACertificates(before);
    }
  });
});
