import { createServer } from "node:http";
import { openDatabase } from "../../server/store/sqlite/open-database.ts";
import { openSqliteEngine } from "../../server/store/sqlite/sqlite-engine.ts";
import { createStore } from "../../server/store/store.ts";

/* The plain way to be durable: each request commits for itself, on the thread that answers. What group commit is measured against. */
const file = `${process.argv[2] ?? "."}/bare.db`;
await createStore(await openSqliteEngine(file)).close(); // makes the tables
const database = openDatabase(file);
const insert = database.prepare(
  "INSERT INTO feedback (app_id, id, created_at, updated_at, status, category, source_type, submission, screenshot) VALUES ('a', ?, 1, 1, 'new', NULL, 'api', ?, NULL)",
);
let count = 0;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const id = (++count).toString(16).padStart(24, "0");
    insert.run(id, JSON.stringify(JSON.parse(Buffer.concat(chunks).toString("utf8")))); // a transaction of its own
    response.writeHead(201, { "Content-Type": "application/json" });
    response.end(`{"id":"${id}"}`);
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as { port: number }).port}\n`);
});
