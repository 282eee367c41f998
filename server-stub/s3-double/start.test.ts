import { AwsClient } from "aws4fetch";
import { S3mini } from "s3mini";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type S3Double, startS3Double } from "./start.ts";

let double: S3Double;
beforeAll(async () => {
  double = await startS3Double();
});
afterAll(() => double.close());

const bucket = (): string => `${double.endpoint}/earshot`;
const client = (over: Partial<S3Double> = {}): S3mini => new S3mini({ ...double, ...over, endpoint: bucket() });
const ours = (over: Partial<S3Double> = {}): AwsClient =>
  new AwsClient({ ...double, ...over, service: "s3", retries: 0 });

test("two clients that know nothing of each other agree with it, and with each other", async () => {
  const text = "What one client puts, the other reads";
  await client().putObject("a folder/ä (1).txt", text, "text/plain");
  const read = await ours().fetch(`${bucket()}/${encodeURIComponent("a folder")}/${encodeURIComponent("ä (1).txt")}`);
  expect([read.status, read.headers.get("content-type"), await read.text()]).toEqual([200, "text/plain", text]);

  const put = await ours().fetch(`${bucket()}/b`, {
    method: "PUT",
    body: text,
    headers: { "X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD" },
  });
  expect(put.status).toBe(200);
  expect(await client().getObject("b")).toBe(text);
  expect((await client().listObjects())?.map(({ Key }) => Key)).toEqual(["a folder/ä (1).txt", "b"]);
  expect(await client().deleteObject("b")).toBe(true);
  expect(await client().getObject("b")).toBeNull();
});

test("both clients' presigned addresses hold what they signed", async () => {
  const addresses = [
    await client().getPresignedUrl("PUT", "theirs", 60, {}, { "Content-Type": "text/plain", "Content-Length": "5" }),
    (
      await ours().sign(`${bucket()}/ours?X-Amz-Expires=60`, {
        method: "PUT",
        headers: { "Content-Type": "text/plain", "Content-Length": "5" },
        aws: { signQuery: true, allHeaders: true },
      })
    ).url,
  ];
  for (const url of addresses) {
    const put = async (body: string, type = "text/plain") =>
      (await fetch(url, { method: "PUT", body, headers: { "Content-Type": type } })).status;
    expect([await put("123456"), await put("1234"), await put("12345", "text/html"), await put("12345")]).toEqual([
      403, 403, 403, 200,
    ]);
    expect(
      (
        await fetch(
          url.replace(/.$/, (sign) => (sign === "0" ? "1" : "0")),
          { method: "PUT", body: "12345" },
        )
      ).status,
    ).toBe(403);
  }
});

test("nobody without the secret reads or writes", async () => {
  await expect(client({ secretAccessKey: "wrong" }).putObject("x", "y")).rejects.toThrow();
  const wrong = await ours({ secretAccessKey: "wrong" }).fetch(`${bucket()}/x`, { method: "PUT", body: "y" });
  expect([wrong.status, await wrong.text()]).toEqual([403, expect.stringContaining("SignatureDoesNotMatch")]);
  expect((await fetch(`${bucket()}/x`, { method: "PUT", body: "y" })).status).toBe(403);
  expect(double.objects.has("x")).toBe(false);
});

test("a body that is not what was signed is refused", async () => {
  const sha256 = "0".repeat(64);
  const answer = await ours().fetch(`${bucket()}/x`, {
    method: "PUT",
    body: "y",
    headers: { "X-Amz-Content-Sha256": sha256 },
  });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("XAmzContentSHA256Mismatch")]);
});
