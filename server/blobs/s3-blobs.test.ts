import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type S3Double, startS3Double } from "../../server-stub/s3-double/start.ts";
import { type Blobs, gather } from "./blobs.ts";
import { blobsSuite, namesIn } from "./blobs-suite.ts";
import { blobPlace, type S3Place } from "./place.ts";
import { createS3Blobs } from "./s3-blobs.ts";

const placeAt = (double: S3Double, over: Partial<S3Place> = {}): S3Place => ({
  ...(blobPlace(
    `s3://earshot/team/feedback?endpoint=${double.endpoint}&region=${double.region}`,
    "",
    double,
  ) as S3Place),
  ...over,
});

let shared: S3Double;
beforeAll(async () => {
  shared = await startS3Double({ pageSize: 7 });
});
afterAll(() => shared.close());
blobsSuite("in a bucket", async () => createS3Blobs(placeAt(shared), { now: Date.now, monotonic: Date.now }));

describe("a client that sends to the bucket by itself", () => {
  const ID = "0199aabbccdd000000000001";
  const bytes = Buffer.from("%PDF-1.7 and so on");
  const facts = { contentType: "application/pdf", byteSize: bytes.length };
  let now = Date.UTC(2026, 0, 1);
  let double: S3Double;
  let blobs: Blobs;
  const clock = { now: () => now, monotonic: () => now };
  beforeEach(async () => {
    double = await startS3Double({ now: () => now });
    blobs = createS3Blobs(placeAt(double), clock);
  });
  afterEach(() => double.close());
  const address = () => blobs.direct?.address(ID, facts, 300) ?? expect.fail();
  const put = async (body: Buffer, headers: Record<string, string> = {}) => {
    const { url, headers: given } = await address();
    return fetch(url, { method: "PUT", body: new Uint8Array(body), headers: { ...given, ...headers } });
  };

  test("can put exactly what was promised, and it is found", async () => {
    expect((await put(bytes)).status).toBe(200);
    const arrived = await blobs.direct?.arrived(ID);
    expect(arrived).toMatchObject(facts);
    expect((await gather(arrived?.content ?? expect.fail(), bytes.length)).equals(bytes)).toBe(true);
    expect([...double.objects.keys()]).toEqual([`team/feedback/incoming/${ID}`]);
    expect(await namesIn(blobs)).toEqual([`incoming/${ID}`]);
    await blobs.direct?.discard(ID);
    expect(await blobs.direct?.arrived(ID)).toBeUndefined();
  });

  test.each([
    ["a byte more", Buffer.concat([bytes, bytes.subarray(0, 1)]), {}],
    ["a byte less", bytes.subarray(1), {}],
    ["another type", bytes, { "Content-Type": "text/html" }],
  ])("is refused with %s, and nothing is kept", async (_, body, headers) => {
    expect((await put(body, headers)).status).toBe(403);
    expect(double.objects.size).toBe(0);
  });

  test("is refused after 300 seconds, and for another name", async () => {
    const { url, headers } = await address();
    const again = (to: string) => fetch(to, { method: "PUT", body: new Uint8Array(bytes), headers });
    expect((await again(url.replace(ID, ID.replace("1", "2")))).status).toBe(403);
    now += 300_000;
    expect((await again(url)).status).toBe(200);
    now += 1_000;
    expect((await again(url)).status).toBe(403);
  });

  test("can put it once: other bytes of the same length are refused, also without the condition", async () => {
    expect((await put(bytes)).status).toBe(200);
    const others = Buffer.alloc(bytes.length, "x");
    expect((await put(others)).status).toBe(412);
    expect((await put(others, { "If-None-Match": "" })).status).toBe(403);
    const arrived = await blobs.direct?.arrived(ID);
    expect((await gather(arrived?.content ?? expect.fail(), bytes.length)).equals(bytes)).toBe(true);
  });

  test("learns no key from the address", async () => {
    const { url, headers } = await address();
    expect(url + JSON.stringify(headers)).not.toContain(double.secretAccessKey);
  });
});

describe("a bucket that refuses", () => {
  const facts = { contentType: "text/plain", byteSize: 1 };
  const one = async function* () {
    yield Buffer.from("x");
  };
  const clock = { now: Date.now, monotonic: Date.now };

  test.each([
    ["a wrong secret", { secretAccessKey: "wrong" }, "403 SignatureDoesNotMatch"],
    ["a wrong key id", { accessKeyId: "wrong" }, "403 InvalidAccessKeyId"],
    ["another region", { region: "us-east-1" }, "400 AuthorizationHeaderMalformed"],
  ])("says so of %s, without a secret in the message", async (_, over, message) => {
    const blobs = createS3Blobs(placeAt(shared, over), clock);
    const attempts = [
      () => blobs.check(),
      () => blobs.put("0".repeat(24), one(), facts),
      () => blobs.get(`${"a".repeat(64)}-${"0".repeat(24)}`),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(`the storage answered ${message}`);
  });

  test("is an error, not a missing blob, while it is away", async () => {
    shared.away = true;
    await expect(createS3Blobs(placeAt(shared), clock).get(`${"a".repeat(64)}-${"0".repeat(24)}`)).rejects.toThrow(
      "503 SlowDown",
    );
    shared.away = false;
  });
});
