import { sql as raw } from "kysely";
import type { Engine } from "./engine.ts";

/** What an app's feedback takes: how many, and how many bytes. */
export type Stored = { count: number; bytes: number };
export type AppStorage = { records: Stored; pictures: Stored; files: Stored };

export type StorageStore = {
  /**
   * What so many records take, from one on, by what was noted of their pictures and files when they came: no picture is read.
   *
   * @returns and where the next piece begins; `null` after the last.
   */
  measure(appId: string, after: string | null, limit: number): Promise<{ storage: AppStorage; next: string | null }>;
};

const nothing = (): Stored => ({ count: 0, bytes: 0 });
export const noStorage = (): AppStorage => ({ records: nothing(), pictures: nothing(), files: nothing() });

const add = (to: Stored, bytes: number): void => {
  to.count++;
  to.bytes += bytes;
};

export const storageStore = ({ sql, read }: Engine): StorageStore => ({
  async measure(appId, after, limit) {
    const query = sql
      .selectFrom("feedback")
      .select(["id", "screenshot", "attachments", raw<number>`octet_length(submission)`.as("bytes")])
      .where("app_id", "=", appId)
      .orderBy("id")
      .limit(limit);
    const rows = await read((after === null ? query : query.where("id", ">", after)).compile());
    const storage = noStorage();
    for (const { screenshot, attachments, bytes } of rows) {
      add(storage.records, bytes);
      if (screenshot !== null) add(storage.pictures, (JSON.parse(screenshot) as { byteSize: number }).byteSize);
      if (attachments !== null)
        for (const { byteSize } of JSON.parse(attachments) as Array<{ byteSize: number }>) add(storage.files, byteSize);
    }
    return { storage, next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null };
  },
});
