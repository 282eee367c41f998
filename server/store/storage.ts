import { sql as raw } from "kysely";
import type { Engine } from "./engine.ts";

/** What something takes: how many, and how many bytes. */
export type Stored = { count: number; bytes: number };
/** `tracked`: the users, the events and the chunks of recordings of an app. */
export type AppStorage = { records: Stored; pictures: Stored; files: Stored; tracked: Stored };

/** What a row takes, as it was received. The bytes of a chunk were counted when it came, so none is read. */
const BYTES = {
  feedback: raw<number>`octet_length(submission)`,
  tracked_users: raw<number>`octet_length(coalesce(user_id, anonymous_id)) + octet_length(traits)`,
  tracked_events: raw<number>`octet_length(event_id) + octet_length(coalesce(session_id, '')) + octet_length(name) + octet_length(properties)`,
  recordings: raw<number>`byte_size`,
};
export type MeasuredTable = keyof typeof BYTES;
/** The tables that hold what an app takes. Each is measured by itself. */
export const MEASURED_TABLES = Object.keys(BYTES) as MeasuredTable[];

export type StorageStore = {
  /**
   * What so many rows of a table take, from one on, by what was noted of pictures and files when they came: no picture is read.
   *
   * @returns and where the next piece begins; `null` after the last.
   */
  measure(
    table: MeasuredTable,
    appId: string,
    after: string | null,
    limit: number,
  ): Promise<{ storage: AppStorage; next: string | null }>;
};

const nothing = (): Stored => ({ count: 0, bytes: 0 });
export const noStorage = (): AppStorage => ({
  records: nothing(),
  pictures: nothing(),
  files: nothing(),
  tracked: nothing(),
});

const add = (to: Stored, bytes: number): void => {
  to.count++;
  to.bytes += bytes;
};

export const storageStore = ({ sql, read }: Engine): StorageStore => ({
  async measure(table, appId, after, limit) {
    const noted = (column: "screenshot" | "attachments") =>
      (table === "feedback" ? raw.ref<string | null>(column) : raw<string | null>`null`).as(column);
    const query = sql
      .selectFrom(table)
      .select(["id", BYTES[table].as("bytes"), noted("screenshot"), noted("attachments")])
      .where("app_id", "=", appId)
      .orderBy("id")
      .limit(limit);
    const rows = await read((after === null ? query : query.where("id", ">", after)).compile());
    const storage = noStorage();
    for (const { screenshot, attachments, bytes } of rows) {
      add(table === "feedback" ? storage.records : storage.tracked, bytes);
      if (screenshot !== null) add(storage.pictures, (JSON.parse(screenshot) as { byteSize: number }).byteSize);
      if (attachments !== null)
        for (const { byteSize } of JSON.parse(attachments) as Array<{ byteSize: number }>) add(storage.files, byteSize);
    }
    return { storage, next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null };
  },
});
