import { createServer } from "node:http";
import { Worker } from "node:worker_threads";
import { openSqliteEngine } from "../../server/store/sqlite/sqlite-engine.ts";
import { createStore } from "../../server/store/store.ts";

/*
 * What any server over this database could do at best: the same body parsed, the same row and picture written with the same
 * durability by the same writer thread, and nothing else: no router, no key, no limits, no schema, no headers.
 */
const folder = process.argv[2] ?? ".";
const file = `${folder}/ceiling.db`;
await createStore(await openSqliteEngine(file)).close(); // makes the tables

const writer = new Worker(new URL("../../server/store/sqlite/writer.ts", import.meta.url), { workerData: { file } });
const waiting = new Map<number, () => void>();
writer.on("message", (answers: { id: number }[]) => {
  for (const { id } of answers) {
    waiting.get(id)?.();
    waiting.delete(id);
  }
});
let count = 0;
const ROW =
  "INSERT INTO feedback (app_id, id, created_at, updated_at, status, category, source_type, submission, screenshot) VALUES (?,?,?,?,?,?,?,?,?)";
const PICTURE = "INSERT INTO pictures (feedback_id, content_type, width, height, bytes) VALUES (?,?,?,?,?)";

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { screenshotDataUrl, ...submission } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const number = ++count;
    const id = number.toString(16).padStart(24, "0");
    const unit = [
      {
        sql: ROW,
        parameters: ["a", id, 1, 1, "new", null, "api", JSON.stringify(submission), screenshotDataUrl ? "{}" : null],
      },
    ];
    if (screenshotDataUrl) {
      const bytes = Buffer.from(screenshotDataUrl.slice(screenshotDataUrl.indexOf(",") + 1), "base64");
      unit.push({ sql: PICTURE, parameters: [id, "image/png", 1, 1, bytes] as never });
    }
    waiting.set(number, () => {
      response.writeHead(201, { "Content-Type": "application/json" });
      response.end(`{"id":"${id}"}`);
    });
    writer.postMessage([{ id: number, unit }]);
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as { port: number }).port}\n`);
});
