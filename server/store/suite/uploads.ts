import { describe, expect, test } from "vitest";
import { STUB_APP_ID } from "../../../server-stub/fixture.ts";
import { hashOfSecret } from "../../keys/key-text.ts";
import type { FeedbackReader, NewFeedback } from "../feedback.ts";
import type { Store } from "../store.ts";
import type { Upload } from "../uploads.ts";

type Given = {
  store: () => Store;
  reader: FeedbackReader;
  others: FeedbackReader;
  now: () => number;
  makeId: () => string;
  feedback: (over?: Partial<NewFeedback>) => NewFeedback;
  remembered: (key: string, bodyHash: Buffer) => NonNullable<NewFeedback["idempotency"]>;
};

/** What every store must do for files: uploads wait, become attachments once, and are forgotten with their blobs. */
export const uploadSuite = ({ store, reader, others, now, makeId, feedback, remembered }: Given): void => {
  describe("uploads", () => {
    const blobOf = (id: string): string => `${"a".repeat(64)}-${id}`;
    const asked = async (appId = STUB_APP_ID): Promise<Upload> => {
      const upload: Omit<Upload, "blob"> = {
        id: makeId(),
        appId,
        kind: "file",
        contentType: "application/pdf",
        byteSize: 10,
        tokenHash: hashOfSecret("a token"),
        expiresAt: now() + 300_000,
      };
      await store().uploads.add(upload);
      return { ...upload, blob: null };
    };
    const received = async (appId?: string) => {
      const upload = await asked(appId);
      const blob = blobOf(upload.id);
      expect(await store().uploads.complete(upload.id, { blob, byteSize: 9 })).toBe(true);
      return { id: upload.id, kind: upload.kind, contentType: upload.contentType, byteSize: 9, blob };
    };
    const discarded = async (): Promise<string[]> => (await store().uploads.listDiscarded(1_000)).sort();

    test("are received once, however many try", async () => {
      const upload = await asked();
      expect(await store().uploads.find(upload.id)).toEqual(upload);
      const tries = await Promise.all(
        Array.from({ length: 8 }, () => store().uploads.complete(upload.id, { blob: blobOf(upload.id), byteSize: 9 })),
      );
      expect(tries.filter(Boolean)).toHaveLength(1);
      expect(await store().uploads.find(upload.id)).toEqual({ ...upload, byteSize: 9, blob: blobOf(upload.id) });
      expect(await store().uploads.complete(makeId(), { blob: "x", byteSize: 1 })).toBe(false);
    });

    test("wait for their own app only", async () => {
      const [ours, theirs] = [await asked(), await asked(makeId())];
      expect(await store().uploads.findWaiting(STUB_APP_ID, [ours.id, theirs.id, makeId()])).toEqual([ours]);
      expect(await store().uploads.findWaiting(STUB_APP_ID, [])).toEqual([]);
    });

    test("become attachments with the record that names them, and are found by who may read it", async () => {
      const [first, second] = [await received(), await received()];
      const made = feedback({ attachments: [second, first] });
      expect(await store().feedback.accept(made)).toMatchObject({ outcome: "created" });
      const shown = [second, first].map(({ blob: _, ...rest }) => rest);
      expect((await store().feedback.find(reader, made.id))?.attachments).toEqual(shown);
      expect(await store().attachments.find(reader, made.id, first.id)).toEqual({
        contentType: "application/pdf",
        blob: first.blob,
      });
      expect(await store().attachments.find(others, made.id, first.id)).toBeUndefined();
      expect(await store().attachments.find(reader, makeId(), first.id)).toBeUndefined();
      expect(await store().uploads.findWaiting(STUB_APP_ID, [first.id, second.id])).toEqual([]);
      expect(await store().uploads.named([first.blob, second.blob, blobOf(makeId())])).toEqual(
        new Set([first.blob, second.blob]),
      );
    });

    test("are used once: who comes second makes no record, however many try at once", async () => {
      const [free, used] = [await received(), await received()];
      const tries = Array.from({ length: 8 }, () => feedback({ attachments: [used] }));
      const outcomes = await Promise.all(tries.map((one) => store().feedback.accept(one)));
      expect(outcomes.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
      expect(outcomes.filter(({ outcome }) => outcome === "upload_gone")).toHaveLength(7);
      const late = feedback({ attachments: [free, used], idempotency: remembered("late upload", hashOfSecret("x")) });
      expect(await store().feedback.accept(late)).toEqual({ outcome: "upload_gone", index: 1 });
      expect(await store().feedback.find(reader, late.id)).toBeUndefined();
      expect(await store().feedback.findReplay(late)).toBeUndefined();
      expect(await store().uploads.findWaiting(STUB_APP_ID, [free.id])).toHaveLength(1);
    });

    test("of another app, or of other bytes, are not taken", async () => {
      const [theirs, ours] = [await received(makeId()), await received()];
      for (const wrong of [theirs, { ...ours, blob: blobOf(makeId()) }])
        expect(await store().feedback.accept(feedback({ attachments: [wrong] }))).toEqual({
          outcome: "upload_gone",
          index: 0,
        });
    });

    test("leave their answer behind: the same request again is a replay though they wait no longer", async () => {
      const bodyHash = hashOfSecret("with a file");
      const made = feedback({ attachments: [await received()], idempotency: remembered("file", bodyHash) });
      await store().feedback.accept(made);
      const again = feedback({ attachments: made.attachments, idempotency: remembered("file", bodyHash) });
      expect(await store().feedback.accept(again)).toMatchObject({ outcome: "replayed", id: made.id });
      expect(await store().feedback.findReplay(again)).toMatchObject({ outcome: "replayed", id: made.id });
      const other = { appId: STUB_APP_ID, idempotency: remembered("file", hashOfSecret("another body")) };
      expect(await store().feedback.findReplay(other)).toEqual({ outcome: "mismatch" });
    });

    test("that nobody named are forgotten after their time, and their blobs are discarded", async () => {
      const [empty, full] = [await asked(), await received()];
      await store().uploads.expire(now());
      expect(await store().uploads.find(full.id)).toBeDefined();
      await store().uploads.expire(now() + 1);
      expect(await store().uploads.find(full.id)).toBeUndefined();
      expect(await store().uploads.find(empty.id)).toBeUndefined();
      expect(await discarded()).toContain(full.blob);
      await store().uploads.forgetDiscarded([full.blob]);
      expect(await discarded()).not.toContain(full.blob);
    });

    test("that were named stay as long as their record, and go with it", async () => {
      const [kept, gone] = [await received(), await received()];
      const [stays, goes] = [feedback({ attachments: [kept] }), feedback({ attachments: [gone] })];
      for (const one of [stays, goes]) await store().feedback.accept(one);
      await store().uploads.expire(now() + 1_000);
      await store().feedback.remove(reader, goes.id, { at: now(), actor: "member 1", makeId });
      expect(await store().attachments.find(reader, goes.id, gone.id)).toBeUndefined();
      expect(await store().attachments.find(reader, stays.id, kept.id)).toBeDefined();
      expect(await discarded()).toContain(gone.blob);
      expect(await discarded()).not.toContain(kept.blob);
      expect(await store().uploads.named([kept.blob, gone.blob])).toEqual(new Set([kept.blob]));
    });
  });
};
