import { mayRead } from "./apps.ts";
import type { Engine } from "./engine.ts";
import type { FeedbackReader } from "./feedback.ts";
import { seenStatements, type TrackedIdentity, trackedIdQuery } from "./tracked-users.ts";

/** A chunk of a recorded session, without its bytes. */
export type RecordingChunk = {
  id: string;
  appId: string;
  sessionId: string;
  /** Its place among the chunks of its session. */
  sequence: number;
  trackedUserId: string | null;
  byteSize: number;
};

export type NewRecordingChunk = Omit<RecordingChunk, "trackedUserId" | "byteSize"> & {
  at: number;
  identity: TrackedIdentity | null;
  bytes: Buffer;
};

export type RecordingStore = {
  /** A session's chunk of this place is taken once. @returns the one that is there then, this or the one before; `undefined` where that has other bytes. */
  add(chunk: NewRecordingChunk, makeId: () => string): Promise<RecordingChunk | undefined>;
  /** Newest first, older than `before`. */
  list(
    reader: FeedbackReader,
    page: { limit: number; before: string | undefined; sessionId?: string | undefined },
  ): Promise<RecordingChunk[]>;
  bytes(reader: FeedbackReader, id: string): Promise<Uint8Array | undefined>;
};

export const recordingStore = (engine: Engine): RecordingStore => {
  const { sql } = engine;
  const chunks = sql
    .selectFrom("recordings")
    .select((eb) => [
      "recordings.id as id",
      eb.ref("recordings.app_id").as("appId"),
      eb.ref("recordings.session_id").as("sessionId"),
      "recordings.sequence as sequence",
      eb.ref("recordings.tracked_user_id").as("trackedUserId"),
      eb.ref("recordings.byte_size").as("byteSize"),
    ]);
  return {
    async add({ id, appId, sessionId, sequence, identity, bytes, at }, makeId) {
      const sent = Buffer.from(bytes); // the store may take the bytes over
      await engine.write([
        ...seenStatements(engine, identity ? [{ id: makeId(), appId, at, identity }] : []),
        {
          query: sql
            .insertInto("recordings")
            .values({
              app_id: appId,
              id,
              session_id: sessionId,
              sequence,
              tracked_user_id: identity && trackedIdQuery(engine, appId, identity),
              byte_size: bytes.length,
              bytes,
            })
            .onConflict((conflict) => conflict.columns(["app_id", "session_id", "sequence"]).doNothing())
            .compile(),
        },
      ]);
      const [there] = await engine.read(
        chunks
          .where("app_id", "=", appId)
          .where("session_id", "=", sessionId)
          .where("sequence", "=", sequence)
          .compile(),
      );
      if (!there) throw new Error("a chunk was removed while it was taken");
      if (there.id === id) return there;
      const [kept] = await engine.read(
        sql.selectFrom("recordings").select("bytes").where("id", "=", there.id).compile(),
      );
      return kept && sent.equals(kept.bytes) ? there : undefined;
    },
    async list(reader, { limit, before, sessionId }) {
      let query = chunks.where(mayRead(sql, reader, "recordings"));
      if (before !== undefined) query = query.where("recordings.id", "<", before);
      if (sessionId !== undefined) query = query.where("recordings.session_id", "=", sessionId);
      return engine.read(query.orderBy("recordings.id", "desc").limit(limit).compile());
    },
    async bytes(reader, id) {
      const query = sql.selectFrom("recordings").select("bytes").where("id", "=", id);
      return (await engine.read(query.where(mayRead(sql, reader, "recordings")).compile()))[0]?.bytes;
    },
  };
};
