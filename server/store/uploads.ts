import type { UploadKind, UploadType } from "../../shared/contract/enumerations.ts";
import { firstIdAt } from "../ids.ts";
import type { Engine } from "./engine.ts";
import type { Schema } from "./schema.ts";

/** A file on its way: asked for, perhaps received, not yet named by any feedback. Its id tells when it was asked for. */
export type Upload = {
  id: string;
  appId: string;
  kind: UploadKind;
  contentType: UploadType;
  /** As promised; once received, as kept. */
  byteSize: number;
  /** Of the capability in the address to send to. */
  tokenHash: Buffer;
  /** Until when it may be sent. */
  expiresAt: number;
  /** What holds its bytes; `null` until they have been received and checked. */
  blob: string | null;
};

export type UploadStore = {
  add(upload: Omit<Upload, "blob">): Promise<void>;
  find(id: string): Promise<Upload | undefined>;
  /** Those of these that wait for this app, in no order. */
  findWaiting(appId: string, ids: string[]): Promise<Upload[]>;
  /** Notes that the bytes are kept. Once only: `false` when they were before, or when the upload has been forgotten. */
  complete(id: string, received: { blob: string; byteSize: number }): Promise<boolean>;
  /** Forgets what was asked for before `time` and never named; their blobs are discarded. */
  expire(time: number): Promise<void>;
  /** Blobs that nothing names any more and that are to be deleted, some at a time. */
  listDiscarded(limit: number): Promise<string[]>;
  /** Notes that these have been deleted. */
  forgetDiscarded(names: string[]): Promise<void>;
  /** Those of these blobs that an upload or an attachment names. */
  named(blobs: string[]): Promise<Set<string>>;
};

const uploadFrom = (row: Schema["uploads"]): Upload => ({
  id: row.id,
  appId: row.app_id,
  kind: row.kind as UploadKind,
  contentType: row.content_type as UploadType,
  byteSize: row.byte_size,
  tokenHash: Buffer.from(row.token_hash),
  expiresAt: row.expires_at,
  blob: row.blob,
});

export const uploadStore = (engine: Engine): UploadStore => {
  const { sql } = engine;
  return {
    async add({ id, appId, kind, contentType, byteSize, tokenHash, expiresAt }) {
      await engine.write([
        {
          query: sql
            .insertInto("uploads")
            .values({
              id,
              app_id: appId,
              kind,
              content_type: contentType,
              byte_size: byteSize,
              token_hash: tokenHash,
              expires_at: expiresAt,
              blob: null,
            })
            .compile(),
        },
      ]);
    },
    async find(id) {
      const [row] = await engine.read(sql.selectFrom("uploads").selectAll().where("id", "=", id).compile());
      return row && uploadFrom(row);
    },
    async findWaiting(appId, ids) {
      if (ids.length === 0) return [];
      const rows = await engine.read(
        sql.selectFrom("uploads").selectAll().where("app_id", "=", appId).where("id", "in", ids).compile(),
      );
      return rows.map(uploadFrom);
    },
    async complete(id, { blob, byteSize }) {
      const outcome = await engine.write([
        {
          expectRows: 1,
          query: sql
            .updateTable("uploads")
            .set({ blob, byte_size: byteSize })
            .where("id", "=", id)
            .where("blob", "is", null)
            .compile(),
        },
      ]);
      return outcome.done;
    },
    async expire(time) {
      const old = firstIdAt(time);
      await engine.write([
        {
          query: sql
            .insertInto("discarded_blobs")
            .columns(["name"])
            .expression(
              sql
                .selectFrom("uploads")
                .select((of) => of.ref("blob").$notNull().as("name"))
                .where("id", "<", old)
                .where("blob", "is not", null),
            )
            .onConflict((conflict) => conflict.doNothing())
            .compile(),
        },
        { query: sql.deleteFrom("uploads").where("id", "<", old).compile() },
      ]);
    },
    async listDiscarded(limit) {
      const rows = await engine.read(sql.selectFrom("discarded_blobs").select("name").limit(limit).compile());
      return rows.map(({ name }) => name);
    },
    async forgetDiscarded(names) {
      if (names.length === 0) return;
      await engine.write([{ query: sql.deleteFrom("discarded_blobs").where("name", "in", names).compile() }]);
    },
    async named(blobs) {
      if (blobs.length === 0) return new Set();
      // One statement, so that an upload that becomes an attachment meanwhile is seen as one or the other.
      const rows = await engine.read(
        sql
          .selectFrom("uploads")
          .select("blob")
          .where("blob", "in", blobs)
          .unionAll(sql.selectFrom("attachments").select("blob").where("blob", "in", blobs))
          .compile(),
      );
      return new Set(rows.flatMap(({ blob }) => blob ?? []));
    },
  };
};
