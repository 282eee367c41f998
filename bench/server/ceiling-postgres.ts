import { createServer } from "node:http";
import pg from "pg";
import { openPostgresEngine } from "../../server/store/postgres/postgres-engine.ts";
import { createStore } from "../../server/store/store.ts";

/* The ceiling on PostgreSQL: the same body parsed, the same row and picture in a transaction of a pool as large, and nothing else. */
const url = process.env.DATABASE_URL ?? "";
await createStore(await openPostgresEngine(url)).close(); // makes the tables
const pool = new pg.Pool({ connectionString: url, max: 10 });
const ROW = {
  name: "row",
  text: "INSERT INTO feedback (app_id, id, created_at, updated_at, status, category, source_type, submission, screenshot) VALUES ('a', $1, 1, 1, 'new', NULL, 'api', $2, $3)",
};
const PICTURE = {
  name: "picture",
  text: "INSERT INTO pictures (feedback_id, content_type, width, height, bytes) VALUES ($1, 'image/png', 1, 1, $2)",
};
let count = 0;

const keep = async (body: Buffer): Promise<string> => {
  const { screenshotDataUrl, ...submission } = JSON.parse(body.toString("utf8"));
  const id = (++count).toString(16).padStart(24, "0");
  const row = { ...ROW, values: [id, JSON.stringify(submission), screenshotDataUrl ? "{}" : null] };
  if (!screenshotDataUrl) {
    await pool.query(row); // a transaction of its own
    return id;
  }
  const bytes = Buffer.from(screenshotDataUrl.slice(screenshotDataUrl.indexOf(",") + 1), "base64");
  const client = await pool.connect();
  await client.query("BEGIN");
  await client.query(row);
  await client.query({ ...PICTURE, values: [id, bytes] });
  await client.query("COMMIT");
  client.release();
  return id;
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", async () => {
    const id = await keep(Buffer.concat(chunks));
    response.writeHead(201, { "Content-Type": "application/json" });
    response.end(`{"id":"${id}"}`);
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as { port: number }).port}\n`);
});
