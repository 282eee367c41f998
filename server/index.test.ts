import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, expectTypeOf, test, vi } from "vitest";
import { importsOf } from "../e2e/package/source-files.ts";
import { ownDatabase } from "../server-stub/own-database.ts";
import { startReceiver } from "../server-stub/receiver.ts";
import { startS3Double } from "../server-stub/s3-double/start.ts";
import { createServer, type EarshotServer, type ServerOptions, StartError } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-embedded-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asking =
  ({ url, keys }: EarshotServer) =>
  async (path: string, body: unknown) => {
    const answer = await fetch(url + path, {
      method: "POST",
      headers: { Authorization: `Bearer ${keys?.secret}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };

test("a program runs the server with files in a bucket, and webhooks to a host of its own network", async () => {
  const [double, receiver] = await Promise.all([startS3Double(), startReceiver()]);
  const dataFolder = join(folder, "data");
  const database = await ownDatabase(dataFolder);
  const server = await createServer({
    dataFolder,
    ...(database.url ? { databaseUrl: database.url } : {}),
    port: 0,
    logLevel: "silent",
    blobs: `s3://earshot/mine?endpoint=${double.endpoint}&region=${double.region}`,
    bucketKeys: { accessKeyId: double.accessKeyId, secretAccessKey: double.secretAccessKey },
    webhookHosts: [`localhost:${receiver.port}`],
  });
  const ask = asking(server);
  expect((await ask("/v1/webhooks", { url: `${receiver.url}/hooks`, events: ["feedback.created"] })).status).toBe(201);
  const upload = await ask("/v1/uploads", { contentType: "text/plain", byteSize: 5, kind: "file" });
  expect(upload.body.url, "the client sends to the bucket itself").toContain(`${double.endpoint}/earshot/mine/`);
  expect((await ask("/v1/feedback", { content: "hello" })).status).toBe(201);
  await receiver.until(1);
  expect(JSON.parse(receiver.received[0]?.body ?? "")).toMatchObject({ type: "feedback.created" });
  await server.close();
  await Promise.all([double.close(), receiver.close(), database.drop()]);
}, 30_000);

test.each<[ServerOptions, RegExp]>([
  [{ blobs: "ftp://x/y" }, /^the option blobs must be a folder, or s3:/],
  [{ blobs: "s3://bucket?region=eu-central-1" }, /^the option blobs is a bucket, which needs bucketKeys/],
  [{ blobs: "s3://me:secret@bucket?region=x" }, /^the option blobs must not hold keys: they come from bucketKeys\.$/],
  [{ webhookHosts: ["hooks.internal", "http://x"] }, /^the option webhookHosts must be hosts, such as hooks\.internal/],
  [{ webhookHosts: ["a,b c"] }, /^the option webhookHosts/],
  [{ port: 70_000 }, /^the option port must be a whole number from 0 to 65535\.$/],
  [{ trustedProxyHops: -1 }, /^the option trustedProxyHops must be a whole number from 0 to 16\.$/],
  [
    { publicUrl: "https://example.com/feedback" },
    /^the option publicUrl must be an http or https address without a path/,
  ],
  [{ databaseUrl: "mysql://secret@x" }, /^the option databaseUrl must be an address such as postgres:/],
  [{ redisUrl: "http://secret@x" }, /^the option redisUrl must be an address such as redis:/],
  [{ secret: "secret" }, /^the option secret must be 32 bytes as base64/],
  [{ redisUrl: "redis://:secret@127.0.0.1:1" }, /^Redis at 127\.0\.0\.1:1 cannot be reached/],
  [{ dataFolder: "/dev/null/x" }, /^the data folder \/dev\/null\/x cannot be used/],
])("options that cannot be used are one sentence, without their value: %j", async (options, sentence) => {
  const started = createServer({ dataFolder: join(folder, "refused"), port: 0, logLevel: "silent", ...options });
  await expect(started).rejects.toThrow(StartError);
  await expect(started).rejects.toThrow(sentence);
  await expect(started).rejects.not.toThrow(/secret@|me:secret/);
});

test("a port that is taken, or a damaged database, leaves nothing running and costs no keys", async () => {
  const other = createTcpServer();
  await new Promise<void>((listening) => other.listen(0, "127.0.0.1", listening));
  const { port } = other.address() as { port: number };
  const options = { dataFolder: join(folder, "taken"), logLevel: "silent" } as const;
  await expect(createServer({ ...options, port })).rejects.toThrow(/is taken/);
  await new Promise((closed) => other.close(closed));
  const server = await createServer({ ...options, port });
  expect(server.url).toBe(`http://localhost:${port}`);
  expect(server.keys, "the first start that succeeded").toBeDefined();
  await server.close();
  writeFileSync(join(folder, "taken", "earshot.db"), "garbage, more than a header of it".repeat(10));
  await expect(createServer({ ...options, port: 0 })).rejects.toThrow(/no database of ours, or damaged/);
});

test("a Node that is too old is told so in one sentence, and nothing that it cannot load is loaded before", async () => {
  const loaded = (file: string): string[] =>
    importsOf(file)
      .filter(({ isType, isLazy }) => !isType && !isLazy)
      .flatMap(({ target }) => [target, ...(target.endsWith(".ts") ? loaded(target) : [])]);
  expect(loaded("server/index.ts").sort()).toEqual(["server/needed-node.ts", "server/start-error.ts"]);
  vi.stubGlobal("process", { version: "v20.19.4", versions: { node: "20.19.4" } });
  const started = createServer({ dataFolder: join(folder, "old") });
  vi.unstubAllGlobals();
  await expect(started).rejects.toThrow(StartError);
  await expect(started).rejects.toThrow(/^Earshot needs Node 24 or newer and this is v20\.19\.4\./);
});

test("its types say what it takes and gives", () => {
  expectTypeOf(createServer).parameter(0).toEqualTypeOf<ServerOptions | undefined>();
  expectTypeOf(createServer).returns.resolves.toEqualTypeOf<EarshotServer>();
  expectTypeOf<ServerOptions["webhookHosts"]>().toEqualTypeOf<string[] | undefined>();
  expectTypeOf<ServerOptions["blobs"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<EarshotServer["keys"]>().toEqualTypeOf<{ publishable: string; secret: string } | undefined>();
  // @ts-expect-error a bucket's keys come in a pair
  const half: ServerOptions = { bucketKeys: { accessKeyId: "x" } };
  // @ts-expect-error a level that is not known
  const loud: ServerOptions = { logLevel: "loud" };
  expect([half, loud]).toHaveLength(2);
});
