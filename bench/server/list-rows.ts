import pg from "pg";
import { openDatabase } from "../../server/store/sqlite/open-database.ts";
import { STUB_APP_ID, STUB_EPOCH } from "../../server-stub/fixture.ts";
import { STATUSES } from "../../shared/contract/enumerations.ts";
import { bodyOf } from "./bodies.ts";

/*
 * Rows as the store writes them, straight into the database: what is measured is reading. Row n is of the millisecond n, so
 * that the cursor of any place in the list is known.
 */
const hexOf = (number: number): string => (STUB_EPOCH + number).toString(16).padStart(12, "0") + "0".repeat(12);

/** The cursor behind which the list goes on with row `number - 1`. */
export const cursorOf = (number: number): string => Buffer.from(hexOf(number), "hex").toString("base64url");

const COLUMNS = "app_id, id, created_at, updated_at, status, source_type, submission";
const submission = bodyOf(1_500).toString();

export const fillSqlite = (file: string, rows: number): void => {
  const database = openDatabase(file);
  const insert = database.prepare(`INSERT INTO feedback (${COLUMNS}) VALUES (?, ?, ?, ?, ?, 'api', ?)`);
  for (let at = 0; at < rows; ) {
    database.exec("BEGIN");
    for (const end = Math.min(rows, at + 20_000); at < end; at++) {
      const status = STATUSES[at % STATUSES.length] as string;
      insert.run(STUB_APP_ID, hexOf(at), STUB_EPOCH + at, STUB_EPOCH + at, status, submission);
    }
    database.exec("COMMIT");
  }
  database.exec("ANALYZE");
  database.close();
};

export const fillPostgres = async (url: string, rows: number): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO feedback (${COLUMNS})
     SELECT $1, lpad(to_hex($2::bigint + n), 12, '0') || repeat('0', 12), $2 + n, $2 + n, ($3::text[])[(1 + n % $4::int)::int], 'api', $5
     FROM generate_series(0, $6::bigint - 1) AS n`,
      [STUB_APP_ID, STUB_EPOCH, [...STATUSES], STATUSES.length, submission, rows],
    );
    await client.query("VACUUM ANALYZE");
  } finally {
    await client.end();
  }
};
