import { expect, test } from "vitest";
import type { QueueEntry, QueueStorage } from "./queue-storage.ts";

const entry = (id: string, createdAt = 1, body = `{"content":"${id}"}`): QueueEntry => ({
  head: {
    id,
    server: "https://feedback.example.com",
    key: "ear_pub_x",
    size: body.length,
    createdAt,
    attempts: 0,
    nextTryAt: createdAt,
    state: "waiting",
  },
  body,
});
const always = () => true;

/** How every queue storage behaves. `open` gives an empty one each time. */
export const queueStorageBehaves = (open: () => Promise<QueueStorage>) => {
  test("an entry comes back as it was stored, to the last character", async () => {
    const storage = await open();
    const one = entry(
      "a",
      1,
      JSON.stringify({ content: "Ünïcode 🦻 \u0000\n", screenshotDataUrl: "x".repeat(2_000_000) }),
    );
    expect(await storage.add(one, always)).toBe(true);
    expect(await storage.read("a")).toEqual(one);
  });

  test("files come back with their names, types and bytes, are in no head, and go with their entry", async () => {
    const storage = await open();
    const bytes = new Uint8Array([0, 255, 10, 13, 0]);
    const files = [new File([bytes], "Ünï 🦻.bin", { type: "application/zip" }), new File(["b"], "b")];
    await storage.add({ ...entry("a"), files }, always);
    await storage.update("a", (head) => ({ ...head, uploads: ["u1"] }));
    const kept = await storage.read("a");
    expect(kept?.files?.map(({ name, type, size }) => [name, type, size])).toEqual([
      ["Ünï 🦻.bin", "application/zip", 5],
      ["b", "", 1],
    ]);
    expect(new Uint8Array((await kept?.files?.[0]?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(bytes);
    expect(await storage.heads()).toEqual([{ ...entry("a").head, uploads: ["u1"] }]);
    await storage.remove("a");
    await storage.add(entry("a"), always);
    expect(await storage.read("a")).toEqual(entry("a"));
  });

  test("heads come oldest first and without bodies", async () => {
    const storage = await open();
    for (const [id, at] of [
      ["late", 3],
      ["early", 1],
      ["middle", 2],
    ] as const)
      await storage.add(entry(id, at), always);
    const heads = await storage.heads();
    expect(heads.map(({ id }) => id)).toEqual(["early", "middle", "late"]);
    expect(JSON.stringify(heads)).not.toContain("content");
  });

  test("a refused entry is not stored, and what was there stays", async () => {
    const storage = await open();
    await storage.add(entry("a"), always);
    const asked: string[][] = [];
    const added = await storage.add(entry("b"), (heads) => {
      asked.push(heads.map(({ id }) => id));
      return false;
    });
    expect([added, asked, (await storage.heads()).length]).toEqual([false, [["a"]], 1]);
    expect(await storage.read("b")).toBeUndefined();
  });

  test("of many added at once only as many are stored as may be", async () => {
    const storage = await open();
    const ids = Array.from({ length: 20 }, (_, index) => `id-${index}`);
    const added = await Promise.all(ids.map((id) => storage.add(entry(id), (heads) => heads.length < 7)));
    expect(added.filter(Boolean)).toHaveLength(7);
    expect(await storage.heads()).toHaveLength(7);
  });

  test("an id that is there already keeps its first text", async () => {
    const storage = await open();
    await storage.add(entry("a", 1, "first"), always);
    expect(await storage.add(entry("a", 2, "second"), always)).toBe(true);
    expect((await storage.read("a"))?.body).toBe("first");
  });

  test("a head is changed alone, and a missing one stays missing", async () => {
    const storage = await open();
    await storage.add(entry("a"), always);
    const problem = { code: "rate_limited", message: "Later.", status: 429 } as const;
    await storage.update("a", (head) => ({ ...head, attempts: 1, nextTryAt: 9, state: "needs-you", problem }));
    await storage.update("missing", (head) => ({ ...head, attempts: 1 }));
    expect(await storage.heads()).toEqual([
      { ...entry("a").head, attempts: 1, nextTryAt: 9, state: "needs-you", problem },
    ]);
    expect((await storage.read("a"))?.body).toBe(entry("a").body);
  });

  test("what was removed is gone, and removing it again is no error", async () => {
    const storage = await open();
    await storage.add(entry("a"), always);
    await storage.remove("a");
    await storage.remove("a");
    expect([await storage.read("a"), await storage.heads()]).toEqual([undefined, []]);
  });

  test("changing what was handed out changes nothing inside", async () => {
    const storage = await open();
    const one = entry("a");
    await storage.add(one, always);
    one.head.attempts = 99;
    const [head] = await storage.heads();
    if (head) head.attempts = 77;
    expect((await storage.read("a"))?.head.attempts).toBe(0);
  });
};
