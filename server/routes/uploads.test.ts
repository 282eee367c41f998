import { readdirSync } from "node:fs";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { problemOf } from "../../server-stub/asking.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { Upload } from "../../shared/contract/upload.ts";
import { namesIn } from "../blobs/blobs-suite.ts";
import { PDF, uploading } from "../uploads/uploads-suite.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, submit, stored, asked, ready, put, sent, withFiles } = uploading(() => stub);

describe("asking for an upload", () => {
  test.each([
    [{ contentType: "text/html" }, "contentType"],
    [{ contentType: "image/svg+xml" }, "contentType"],
    [{ contentType: "application/javascript" }, "contentType"],
    [{ byteSize: 0 }, "byteSize"],
    [{ byteSize: 1.5 }, "byteSize"],
    [{ byteSize: "10" }, "byteSize"],
    [{ kind: "virus" }, "kind"],
    [{ name: "../../etc/passwd" }, "name"],
  ])("with %j is a 400 that names what is wrong", async (over, path) => {
    const { status, code, details } = await problemOf(await asked(over as never));
    expect([status, code]).toEqual([400, "invalid_body"]);
    expect((details as Array<{ path: string }>).map((issue) => issue.path)).toContain(path);
  });

  test("for more than 15 MB is a 413, for exactly 15 MB is not", async () => {
    expect(await problemOf(await asked({ byteSize: LIMITS.attachmentBytes + 1 }))).toMatchObject({
      status: 413,
      code: "payload_too_large",
      details: { limitBytes: 15 * 1024 * 1024 },
    });
    expect((await asked({ byteSize: LIMITS.attachmentBytes })).status).toBe(201);
  });

  test("is for keys that may write, from allowed origins, whose owner has a role", async () => {
    expect(await problemOf(await asked({}, { key: null }))).toMatchObject({ code: "missing_authorization" });
    expect(await problemOf(await asked({}, { origin: "https://evil.example" }))).toMatchObject({
      code: "origin_not_allowed",
    });
    expect(await problemOf(await asked({}, { key: stub.secretKey }))).toMatchObject({ code: "secret_key_in_browser" });
    expect((await asked({}, { key: stub.secretKey, origin: null })).status).toBe(201);
    const private_ = await startStub({ mode: "private" });
    expect(await problemOf(await uploading(() => private_).asked())).toMatchObject({ code: "public_disabled" });
    await private_.close();
    const unknown = await startStub({ ownerRole: null });
    expect(await problemOf(await uploading(() => unknown).asked())).toMatchObject({ code: "owner_role_required" });
    await unknown.close();
  });

  test("is allowed 120 times a minute, beside the 60 submissions", async () => {
    for (let i = 0; i < 120; i++)
      expect([(await asked()).headers.get("x-ratelimit-remaining")]).toEqual([String(119 - i)]);
    const refused = await asked();
    expect(await problemOf(refused)).toMatchObject({ status: 429, code: "rate_limited" });
    stub.clock.advance(Number(refused.headers.get("retry-after")) * 1_000);
    expect((await asked()).status).toBe(201);
    expect((await submit({ content: "x" })).headers.get("x-ratelimit-remaining")).toBe("59");
  });

  test("gives an address whose capability is not to be guessed, and that holds no key", async () => {
    const { url } = await ready();
    expect(new URL(url).searchParams.get("token")).toMatch(/^[\w-]{43}$/);
    expect(url).not.toContain("ear_");
  });
});

/** Says something to the server word for word, and waits for its whole answer. */
const saying = (upload: Upload, head: string[], body: Buffer, { end = true } = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port, pathname, search } = new URL(upload.url);
    const socket = connect(Number(port), hostname === "localhost" ? "127.0.0.1" : hostname);
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", (error) => (answer ? resolve(answer) : reject(error)));
    const lines = [`PUT ${pathname}${search} HTTP/1.1`, "Host: localhost", "Content-Type: application/pdf", ...head];
    socket.write(`${lines.join("\r\n")}\r\nConnection: close\r\n\r\n`);
    socket.write(body);
    if (end) setTimeout(() => socket.destroy(), 300);
  });
const chunked = (...pieces: Buffer[]): Buffer =>
  Buffer.concat(
    [...pieces.filter(({ length }) => length > 0), Buffer.alloc(0)].map((piece) =>
      Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]),
    ),
  );
const nothingKept = async (upload: Upload): Promise<void> => {
  expect(await namesIn(stub.services.blobs)).toEqual([]);
  expect((await submit(withFiles(upload))).status).toBe(404);
  expect(await stored()).toEqual([]);
};

describe("sending an upload", () => {
  test("answers 204, which a page can read, and its preflight allows PUT", async () => {
    const upload = await ready();
    const preflight = await fetch(upload.url, {
      method: "OPTIONS",
      headers: { Origin: "https://a.example", "Access-Control-Request-Method": "PUT" },
    });
    expect(preflight.headers.get("access-control-allow-methods")).toContain("PUT");
    const answer = await put(upload, PDF);
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
  });

  test("twice is a conflict, and the first bytes stay", async () => {
    const upload = await sent();
    expect(await problemOf(await put(upload, PDF))).toMatchObject({ status: 409, code: "conflict" });
    expect(await namesIn(stub.services.blobs)).toHaveLength(1);
    expect((await submit(withFiles(upload))).status).toBe(201);
    expect(await problemOf(await put(upload, PDF))).toMatchObject({ status: 404 });
    expect(await namesIn(stub.services.blobs)).toHaveLength(1);
  });

  test("twice at once is kept once", async () => {
    const upload = await ready();
    const statuses = (await Promise.all(Array.from({ length: 6 }, () => put(upload, PDF)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(5);
    expect(await namesIn(stub.services.blobs)).toHaveLength(1);
    expect((await submit(withFiles(upload))).status).toBe(201);
  });

  test("after 300 s is a conflict that says so; at 300 s it is not", async () => {
    const [late, inTime] = [await ready(), await ready()];
    stub.clock.advance(300_000);
    expect((await put(inTime, PDF)).status).toBe(204);
    stub.clock.advance(1);
    expect(await problemOf(await put(late, PDF))).toMatchObject({
      status: 409,
      code: "conflict",
      message: expect.stringContaining("expired"),
    });
  });

  test("with another capability, or none, tells nobody whether there is such an upload", async () => {
    const upload = await ready();
    const url = new URL(upload.url);
    const other = new URL((await ready()).url).searchParams.get("token") ?? "";
    for (const [path, token] of [
      [url.pathname, other],
      [url.pathname, "x"],
      [`/v1/uploads/${"0".repeat(24)}/content`, other],
    ] as const)
      expect(await problemOf(await put({ ...upload, url: `${url.origin}${path}?token=${token}` }, PDF))).toMatchObject({
        status: 404,
        code: "not_found",
      });
    expect(await problemOf(await put({ ...upload, url: url.origin + url.pathname }, PDF))).toMatchObject({
      code: "invalid_query",
    });
    await nothingKept(upload);
  });

  test("as another type is a 415 that names the right one", async () => {
    const upload = await ready();
    expect(await problemOf(await put(upload, PDF, { "Content-Type": "text/html" }))).toMatchObject({
      status: 415,
      code: "unsupported_media_type",
      details: { expected: "application/pdf" },
    });
    expect((await put(upload, PDF, { "Content-Type": "application/PDF; charset=binary" })).status).toBe(204);
  });

  test.each([
    ["a byte less", PDF.subarray(1)],
    ["a byte more", Buffer.concat([PDF, Buffer.from(".")])],
    ["nothing", Buffer.alloc(0)],
  ])("%s than promised is refused, whether the length is said or not", async (_, body) => {
    const upload = await ready();
    expect(await problemOf(await put(upload, body))).toMatchObject({ status: 400, code: "invalid_body" });
    const answer = await saying(upload, ["Transfer-Encoding: chunked"], chunked(body), { end: false });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("must be exactly");
    await nothingKept(upload);
  });

  test("in pieces without a length is taken when they add up", async () => {
    const upload = await ready();
    const pieces = chunked(PDF.subarray(0, 5), PDF.subarray(5));
    expect(await saying(upload, ["Transfer-Encoding: chunked"], pieces, { end: false })).toMatch(/^HTTP\/1\.1 204 /);
    expect((await submit(withFiles(upload))).status).toBe(201);
  });

  test("without an end is cut at the first byte too many", async () => {
    const upload = await ready();
    const answer = await saying(
      upload,
      ["Transfer-Encoding: chunked"],
      Buffer.concat([Buffer.from("7fffffff\r\n"), Buffer.alloc(200_000)]),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    await nothingKept(upload);
  });

  test("and going away in the middle leaves nothing, and it can be sent again", async () => {
    const upload = await ready();
    for (const head of [[`Content-Length: ${PDF.length}`], ["Transfer-Encoding: chunked"]]) {
      const body = head[0]?.startsWith("T") ? chunked(PDF).subarray(0, 20) : PDF.subarray(0, 10);
      await saying(upload, head, body);
      await expect.poll(() => namesIn(stub.services.blobs)).toEqual([]);
    }
    await nothingKept(upload);
    await expect.poll(async () => (await put(upload, PDF)).status).toBe(204);
  });

  test("16 MB is a 413 before a byte of it is read", async () => {
    const upload = await ready({ byteSize: LIMITS.attachmentBytes });
    const answer = await saying(upload, [`Content-Length: ${16 * 1024 * 1024}`], Buffer.alloc(0), { end: false });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain("payload_too_large");
    await nothingKept(upload);
  });

  test("15 MB is taken, and given back whole", async () => {
    const body = Buffer.alloc(LIMITS.attachmentBytes, "large ");
    const upload = await sent(body);
    await submit(withFiles(upload));
    const file = await ask((await stored())[0]?.attachments[0]?.url ?? "");
    expect(Buffer.from(await file.arrayBuffer()).equals(body)).toBe(true);
  });

  test("while the storage is away is a 503 that says when to try again, and nothing is lost", async () => {
    let isFull = true;
    const full = await startStub({
      withBlobs: (blobs) => ({
        ...blobs,
        put: (...given) =>
          isFull ? Promise.reject(new Error("ENOSPC: no space left on /secret/place")) : blobs.put(...given),
      }),
    });
    const there = uploading(() => full);
    const upload = await there.ready();
    const refused = await there.put(upload, PDF);
    expect(refused.headers.get("retry-after")).toBe("5");
    const { status, code, message } = await problemOf(refused);
    expect([status, code]).toEqual([503, "unavailable"]);
    expect(message).not.toContain("secret");
    isFull = false;
    expect((await there.put(upload, PDF)).status).toBe(204);
    await full.close();
  });
});

test("a reader who goes away in the middle of a file takes nothing down", async () => {
  const upload = await sent(Buffer.alloc(LIMITS.attachmentBytes, 7));
  await submit(withFiles(upload));
  const url = (await stored())[0]?.attachments[0]?.url ?? "";
  const gone = new AbortController();
  const answer = await fetch(stub.url + url, {
    headers: { Authorization: `Bearer ${stub.secretKey}` },
    signal: gone.signal,
  });
  await answer.body?.getReader().read();
  gone.abort();
  expect((await (await ask(url)).arrayBuffer()).byteLength).toBe(LIMITS.attachmentBytes);
});

test("a reader who asks for the headers only leaves no file open", async () => {
  const upload = await sent(Buffer.alloc(1_000_000, 7));
  await submit(withFiles(upload));
  const url = (await stored())[0]?.attachments[0]?.url ?? "";
  const open = () => readdirSync("/proc/self/fd").length;
  const before = open();
  for (let i = 0; i < 30; i++) {
    const answer = await fetch(stub.url + url, {
      method: "HEAD",
      headers: { Authorization: `Bearer ${stub.secretKey}` },
    });
    expect([answer.status, answer.headers.get("content-length")]).toEqual([200, "1000000"]);
  }
  await expect.poll(open).toBeLessThan(before + 20);
});

test("the server is ready only while files can be kept, and does not start where they cannot", async () => {
  let reason: string | undefined;
  const away = await startStub({
    withBlobs: (blobs) => ({ ...blobs, check: async () => expect(reason).toBeUndefined() }),
  });
  expect((await fetch(`${away.url}/readyz`)).status).toBe(200);
  reason = "the bucket is away";
  expect(await problemOf(await fetch(`${away.url}/readyz`))).toMatchObject({ status: 503, code: "unavailable" });
  await away.close();
  const refusing = startStub({
    withBlobs: (blobs) => ({ ...blobs, check: () => Promise.reject(new Error("the storage answered 403")) }),
  });
  await expect(refusing).rejects.toThrow(/storage of files cannot be used \(the storage answered 403\).*EARSHOT_BLOBS/);
});
