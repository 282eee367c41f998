import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { type Blobs, timeOfBlob, WrongSizeError } from "./blobs.ts";

async function* pieces(bytes: Buffer, size = 10_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const all = async (content: ReadableStream<Uint8Array> | undefined): Promise<Buffer> =>
  Buffer.from(await new Response(content).arrayBuffer());

export const namesIn = async (blobs: Blobs): Promise<string[]> => {
  const names: string[] = [];
  for await (const name of blobs.list()) names.push(name);
  return names.sort();
};

/**
 * What every keeper of blobs must do.
 *
 * @param open Opens empty storage; called once.
 */
export const blobsSuite = (name: string, open: () => Promise<Blobs>): void => {
  describe(`blobs ${name}`, () => {
    let blobs: Blobs;
    let count = 0;
    const makeId = (): string => `0199aabbccdd${String(++count).padStart(12, "0")}`;
    const names = () => namesIn(blobs);
    const bytes = randomBytes(50_000);
    const facts = { contentType: "application/pdf", byteSize: bytes.length };

    beforeAll(async () => {
      blobs = await open();
    });

    test("begin empty, and are ready", async () => {
      expect(await names()).toEqual([]);
      await expect(blobs.check()).resolves.toBeUndefined();
    });

    test("give back what was put, byte for byte and with its size", async () => {
      const id = makeId();
      const put = await blobs.put(id, pieces(bytes), facts);
      expect(put).toMatch(new RegExp(`^[0-9a-f]{64}-${id}$`));
      const got = await blobs.get(put);
      expect(got?.byteSize).toBe(bytes.length);
      expect((await all(got?.content)).equals(bytes)).toBe(true);
      expect(timeOfBlob(put)).toBe(0x0199aabbccdd);
    });

    test("name the same bytes of the same upload alike, and of another upload apart", async () => {
      const [id, other] = [makeId(), makeId()];
      const first = await blobs.put(id, pieces(bytes), facts);
      expect(await blobs.put(id, pieces(bytes, 7), facts)).toBe(first);
      const second = await blobs.put(other, pieces(bytes), facts);
      expect(second).not.toBe(first);
      await blobs.delete(first);
      expect((await all((await blobs.get(second))?.content)).equals(bytes)).toBe(true);
    });

    test.each([
      ["more bytes", 49_999],
      ["fewer bytes", 50_001],
    ])("keep nothing of %s than promised", async (_, byteSize) => {
      const before = await names();
      await expect(blobs.put(makeId(), pieces(bytes), { ...facts, byteSize })).rejects.toThrow(WrongSizeError);
      expect(await names()).toEqual(before);
    });

    test("stop reading at the first byte too many", async () => {
      let read = 0;
      const endless = async function* () {
        for (;;) {
          read++;
          yield bytes;
        }
      };
      await expect(blobs.put(makeId(), endless(), { ...facts, byteSize: 60_000 })).rejects.toThrow(WrongSizeError);
      expect(read).toBe(2);
    });

    test("keep nothing of a stream that breaks", async () => {
      const before = await names();
      const broken = async function* () {
        yield bytes;
        throw new Error("the client has gone");
      };
      await expect(blobs.put(makeId(), broken(), { ...facts, byteSize: 60_000 })).rejects.toThrow(
        "the client has gone",
      );
      expect(await names()).toEqual(before);
    });

    test("delete, and delete what is not there", async () => {
      const put = await blobs.put(makeId(), pieces(bytes), facts);
      await blobs.delete(put);
      await blobs.delete(put);
      expect(await blobs.get(put)).toBeUndefined();
      expect(await names()).not.toContain(put);
    });

    test("list every name, however many there are", async () => {
      const put = await Promise.all(
        Array.from({ length: 25 }, (_, i) => blobs.put(makeId(), pieces(Buffer.from([i])), { ...facts, byteSize: 1 })),
      );
      expect(await names()).toEqual(expect.arrayContaining(put));
    });

    test("read no further for somebody who has gone", async () => {
      const put = await blobs.put(makeId(), pieces(bytes), facts);
      const reader = (await blobs.get(put))?.content.getReader();
      await reader?.read();
      await reader?.cancel();
      expect((await all((await blobs.get(put))?.content)).equals(bytes)).toBe(true);
    });

    test.each(["", "../../etc/passwd", "a".repeat(64), `${"a".repeat(64)}-../../../../../../../../x`])(
      "take no name that is not theirs: %s",
      async (wrong) => {
        await expect(blobs.get(wrong)).rejects.toThrow("not the name of a blob");
        await expect(blobs.delete(wrong)).rejects.toThrow("not the name of a blob");
      },
    );
  });
};
