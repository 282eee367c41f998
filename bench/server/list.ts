import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../server/store/sqlite/open-database.ts";
import { STUB_APP_ID, STUB_EPOCH } from "../../server-stub/fixture.ts";
import { bodyOf } from "./bodies.ts";
import { closedLoop } from "./load.ts";
import { startProcess } from "./process.ts";

/*
 * `npm run bench:list`: what a list of 50 costs with few and with many records, first page and deep in the past, over HTTP.
 * ROWS (default 1,000,000) is the large one.
 */
const ROWS = [10_000, Number(process.env.ROWS ?? 1_000_000)];
const folder = mkdtempSync(join(tmpdir(), "earshot-bench-"));
const server = new URL("earshot.ts", import.meta.url).pathname;
const idOf = (number: number): string => (STUB_EPOCH + number).toString(16).padStart(12, "0") + "0".repeat(12);
const cursorOf = (number: number): string => Buffer.from(idOf(number), "hex").toString("base64url");

/** Rows as the store writes them, straight into the file: what is measured is reading. */
const fill = (file: string, rows: number): void => {
  const database = openDatabase(file);
  const submission = bodyOf(1_500).toString();
  const insert = database.prepare(
    "INSERT INTO feedback (app_id, id, created_at, updated_at, status, source_type, submission) VALUES (?, ?, ?, ?, 'new', 'api', ?)",
  );
  for (let at = 0; at < rows; ) {
    database.exec("BEGIN");
    for (const end = Math.min(rows, at + 20_000); at < end; at++)
      insert.run(STUB_APP_ID, idOf(at), STUB_EPOCH + at, STUB_EPOCH + at, submission);
    database.exec("COMMIT");
  }
  database.exec("ANALYZE");
  database.close();
};

process.stdout.write("| records | page | p50 ms | p99 ms | ready ms |\n| --- | --- | --- | --- | --- |\n");
try {
  for (const rows of ROWS) {
    const place = join(folder, String(rows));
    const empty = await startProcess(server, [place]);
    await empty.kill();
    fill(join(place, "earshot.db"), rows);
    const running = await startProcess(server, [place]);
    const pages = { first: "", deep: `?cursor=${cursorOf(Math.floor(rows / 3))}`, "one status": "?status=new" };
    for (const [name, query] of Object.entries(pages)) {
      const path = `/v1/feedback${query}`;
      await closedLoop(running, path, undefined, { connections: 1, seconds: 1 });
      const { p50, p99 } = await closedLoop(running, path, undefined, { connections: 1, seconds: 3 });
      process.stdout.write(
        `| ${rows} | ${name} | ${p50.toFixed(2)} | ${p99.toFixed(2)} | ${running.readyMs.toFixed(0)} |\n`,
      );
    }
    await running.kill();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
