import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { asking, PAGE, problemOf } from "../../server-stub/asking.ts";
import { STUB_EPOCH } from "../../server-stub/fixture.ts";
import { addTestApp } from "../../server-stub/second-app.ts";
import { type Stub, type StubOptions, startStub } from "../../server-stub/start.ts";
import type { UploadRequest } from "../../shared/contract/upload.ts";
import { type Upload, uploadSchema } from "../../shared/contract/upload.ts";
import { namesIn } from "../blobs/blobs-suite.ts";
import { cleanImage } from "../images/clean-image.ts";
import { MARKER, planted } from "../images/planted-images.ts";
import { samplePng } from "../images/sample-images.ts";
import { sweepFiles } from "./sweep-files.ts";

export const PDF = Buffer.from("%PDF-1.7 what somebody wrote down");
const DAY = 24 * 3_600_000;
const UUID = "0b1d3c52-3c6f-4f0e-9f57-2d1c1f0a9e11";

/** What a page does with uploads, over HTTP. */
export const uploading = (stub: () => Stub) => {
  const { ask, submit, stored } = asking(stub);
  const request = (over: Partial<UploadRequest> = {}): UploadRequest => ({
    contentType: "application/pdf",
    byteSize: PDF.length,
    kind: "file",
    ...over,
  });
  const asked = (over: Partial<UploadRequest> & Record<string, unknown> = {}, more = {}): Promise<Response> =>
    ask("/v1/uploads", { key: stub().publishableKey, origin: PAGE, ...more, body: request(over) });
  const ready = async (over: Partial<UploadRequest> = {}, more = {}): Promise<Upload> =>
    uploadSchema.parse(await (await asked(over, more)).json());
  const put = ({ url, headers }: Upload, body: Buffer, more: Record<string, string> = {}): Promise<Response> =>
    fetch(url, { method: "PUT", headers: { ...headers, Origin: PAGE, ...more }, body: new Uint8Array(body) });
  const sent = async (body: Buffer = PDF, over: Partial<UploadRequest> = {}, more = {}): Promise<Upload> => {
    const upload = await ready({ byteSize: body.length, ...over }, more);
    expect((await put(upload, body)).ok).toBe(true);
    return upload;
  };
  const withFiles = (...uploads: Array<{ id: string }>) => ({
    content: "see",
    attachments: uploads.map(({ id }) => id),
  });
  return { ask, submit, stored, asked, ready, put, sent, withFiles };
};

/**
 * What holds of uploads wherever records and files are kept.
 *
 * @param open Starts what the stub needs; `now` is the stub's time.
 */
export const uploadsSuite = (
  name: string,
  open: (now: () => number) => Promise<{ options: StubOptions; close: () => Promise<void> }>,
): void => {
  describe(`uploads ${name}`, () => {
    let stub: Stub;
    let started: Stub | undefined;
    let surroundings: Awaited<ReturnType<typeof open>>;
    const { ask, submit, stored, asked, ready, put, sent, withFiles } = uploading(() => stub);
    beforeAll(async () => {
      surroundings = await open(() => started?.clock.now() ?? STUB_EPOCH);
      stub = started = await startStub(surroundings.options);
    }, 60_000);
    beforeEach(() => stub.clock.advance(60_000));
    afterAll(async () => {
      await stub.close();
      await surroundings.close();
    });
    const notWaiting = {
      status: 404,
      code: "not_found",
      details: { what: "upload waiting", path: "attachments.0" },
    };
    const sweep = (thoroughly = true) => sweepFiles(stub.services, thoroughly);

    test("are sent, named, and given back byte for byte with headers that keep a browser from running them", async () => {
      const answer = await asked();
      expect(answer.status).toBe(201);
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      const upload = uploadSchema.parse(await answer.json());
      expect(upload.expiresAt).toBe(new Date(stub.clock.now() + 300_000).toISOString());
      expect((await put(upload, PDF)).ok).toBe(true);
      const accepted = await submit(withFiles(upload));
      expect(accepted.status).toBe(201);
      const { id } = (await accepted.json()) as { id: string };
      const [record] = await stored();
      const url = `/v1/feedback/${id}/attachments/${upload.id}`;
      expect(record?.attachments).toEqual([
        { id: upload.id, kind: "file", contentType: "application/pdf", byteSize: PDF.length, url },
      ]);
      const file = await ask(url);
      expect(Buffer.from(await file.arrayBuffer()).equals(PDF)).toBe(true);
      expect(Object.fromEntries(file.headers)).toMatchObject({
        "content-type": "application/pdf",
        "content-length": String(PDF.length),
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        "content-disposition": `attachment; filename="attachment-${upload.id}.pdf"`,
      });
    });

    test("that are pictures are stored without metadata, and shown", async () => {
      const picture = planted("tEXt");
      const upload = await sent(picture, { contentType: "image/png", kind: "screenshot" });
      expect((await submit(withFiles(upload))).status).toBe(201);
      const [attachment] = (await stored())[0]?.attachments ?? [];
      const file = await ask(attachment?.url ?? "");
      const bytes = Buffer.from(await file.arrayBuffer());
      expect(bytes.includes(MARKER)).toBe(false);
      expect(bytes.equals(cleanImage(picture).bytes)).toBe(true);
      expect(attachment).toMatchObject({ kind: "screenshot", byteSize: bytes.length });
      expect(file.headers.get("content-disposition")).toBe("inline");
    });

    test("that only call themselves pictures are refused, and nothing is stored", async () => {
      const html = Buffer.from("<html><script>alert(1)</script>");
      for (const [body, contentType] of [
        [html, "image/png"],
        [samplePng(), "image/jpeg"],
      ] as const) {
        const upload = await ready({ contentType, byteSize: body.length });
        const answer = await put(upload, body);
        // A bucket takes the bytes; they are seen when a feedback names them.
        const refused = answer.ok ? await submit(withFiles(upload)) : answer;
        expect(await problemOf(refused)).toMatchObject({ status: 422, code: "invalid_image" });
        expect((await submit(withFiles(upload))).ok).toBe(false);
      }
    });

    test("keep their order, and a feedback takes several", async () => {
      const uploads = [await sent(), await sent(Buffer.from("a,b\n1,2"), { contentType: "text/csv" }), await sent()];
      expect((await submit(withFiles(...uploads.toReversed()))).status).toBe(201);
      expect((await stored())[0]?.attachments.map(({ id }) => id)).toEqual(uploads.map(({ id }) => id).toReversed());
    });

    test("are used once; the same request again gets the same answer", async () => {
      const upload = await sent();
      const headers = { "Idempotency-Key": UUID };
      const first = await submit(withFiles(upload), { headers });
      const again = await submit(withFiles(upload), { headers });
      expect([again.status, again.headers.get("idempotent-replay")]).toEqual([201, "true"]);
      expect(await again.json()).toEqual(await first.json());
      expect(await problemOf(await submit({ ...withFiles(upload), content: "other" }, { headers }))).toMatchObject({
        code: "idempotency_mismatch",
      });
      expect(await problemOf(await submit(withFiles(upload)))).toMatchObject(notWaiting);
    });

    test("that twins name at once are attached to one record", async () => {
      const upload = await sent();
      const before = (await stored()).length;
      const statuses = (await Promise.all(Array.from({ length: 5 }, () => submit(withFiles(upload))))).map(
        ({ status }) => status,
      );
      expect(statuses.toSorted()).toEqual([201, 404, 404, 404, 404]);
      expect(await stored()).toHaveLength(before + 1);
    });

    test("of another app, never asked for, never sent, or named twice are not waiting, and nothing is stored", async () => {
      const { secretKey } = await addTestApp(stub);
      const theirs = await sent(PDF, {}, { key: secretKey, origin: null });
      const before = (await stored()).length;
      for (const upload of [theirs, { id: "0".repeat(24) }, await ready()])
        expect(await problemOf(await submit(withFiles(upload)))).toMatchObject(notWaiting);
      const twice = await sent();
      expect(await problemOf(await submit(withFiles(twice, twice)))).toMatchObject({
        details: { path: "attachments.1" },
      });
      expect(await stored()).toHaveLength(before);
      expect((await submit(withFiles(twice))).status).toBe(201);
      expect((await ask("/v1/feedback", { key: secretKey, body: withFiles(theirs) })).status).toBe(201);
    });

    test("of more, fewer or other bytes than promised are refused, and can still be sent rightly", async () => {
      const upload = await ready();
      for (const [body, type] of [
        [PDF.subarray(1), "application/pdf"],
        [Buffer.concat([PDF, PDF]), "application/pdf"],
        [PDF, "text/html"],
      ] as const)
        expect((await put(upload, body, { "Content-Type": type })).ok).toBe(false);
      expect(await problemOf(await submit(withFiles(upload)))).toMatchObject(notWaiting);
      expect((await put(upload, PDF)).ok).toBe(true);
      expect((await submit(withFiles(upload))).status).toBe(201);
    });

    test("cannot be sent after 300 seconds, nor to an address that was changed", async () => {
      const upload = await ready();
      const other = upload.id.replace(/.$/, (sign) => (sign === "0" ? "1" : "0"));
      expect((await put({ ...upload, url: upload.url.replace(upload.id, other) }, PDF)).ok).toBe(false);
      stub.clock.advance(301_000);
      expect((await put(upload, PDF)).ok).toBe(false);
      expect((await submit(withFiles(upload))).ok).toBe(false);
    });

    test("cannot be changed once a feedback has them", async () => {
      const upload = await sent();
      await submit(withFiles(upload));
      const [attachment] = (await stored())[0]?.attachments ?? [];
      await put(upload, Buffer.from(PDF.toString().toUpperCase()));
      expect(Buffer.from(await (await ask(attachment?.url ?? "")).arrayBuffer()).equals(PDF)).toBe(true);
    });

    test("that no feedback names within a day are deleted with their files; those that one names stay", async () => {
      const [named, forgotten, unsent] = [await sent(), await sent(), await ready()];
      await submit(withFiles(named));
      stub.clock.advance(DAY - 1);
      await sweep();
      expect((await submit(withFiles(forgotten, unsent))).status).toBe(404);
      expect(await stub.services.store.uploads.find(forgotten.id)).toBeDefined();
      stub.clock.advance(2);
      expect(await problemOf(await submit(withFiles(forgotten)))).toMatchObject(notWaiting);
      stub.clock.advance(DAY);
      await sweep();
      expect(await stub.services.store.uploads.find(forgotten.id)).toBeUndefined();
      const names = await namesIn(stub.services.blobs);
      expect(names.filter((blob) => blob.includes(forgotten.id) || blob.includes(unsent.id))).toEqual([]);
      const [attachment] = (await stored())[0]?.attachments ?? [];
      expect(Buffer.from(await (await ask(attachment?.url ?? "")).arrayBuffer()).equals(PDF)).toBe(true);
    });

    test("of a feedback that was removed go with the next sweep, not a day later", async () => {
      const upload = await sent();
      const { id } = (await (await submit(withFiles(upload))).json()) as { id: string };
      const reader = { organizationId: "000000000000000000000001", appId: null };
      const { store, blobs, clock, makeId } = stub.services;
      await store.feedback.remove(reader, id, { at: clock.now(), actor: "member 1", makeId });
      await sweep(false);
      expect((await namesIn(blobs)).filter((blob) => blob.includes(upload.id))).toEqual([]);
      expect((await ask(`/v1/feedback/${id}/attachments/${upload.id}`)).status).toBe(404);
    });

    test("between whose file and whose row the server was killed lose nothing, and leave nothing behind", async () => {
      const { blobs, makeId } = stub.services;
      const upload = await ready();
      // All that a server does before it would note the upload as received.
      const orphan = await blobs.put(upload.id, new Blob([PDF]).stream(), {
        contentType: "application/pdf",
        byteSize: PDF.length,
      });
      const stranger = await blobs.put(makeId(), new Blob([PDF]).stream(), {
        contentType: "application/pdf",
        byteSize: PDF.length,
      });
      await sweep();
      expect(await namesIn(blobs)).toEqual(expect.arrayContaining([orphan, stranger]));
      expect((await put(upload, PDF)).ok).toBe(true);
      expect((await submit(withFiles(upload))).status).toBe(201);
      stub.clock.advance(2 * DAY + 1);
      await sweep();
      const names = await namesIn(blobs);
      expect(names).toContain(orphan); // now the attachment's
      expect(names).not.toContain(stranger);
    });

    test("are only read by who may read the feedback", async () => {
      const upload = await sent();
      await submit(withFiles(upload));
      const url = (await stored())[0]?.attachments[0]?.url ?? "";
      const { secretKey } = await addTestApp(stub);
      expect((await ask(url, { key: null })).status).toBe(401);
      expect((await ask(url, { key: secretKey })).status).toBe(404);
      expect((await ask(url, { key: stub.publishableKey, origin: PAGE })).status).toBe(403);
      expect((await ask(url.replace(upload.id, "0".repeat(24)))).status).toBe(404);
    });
  });
};
