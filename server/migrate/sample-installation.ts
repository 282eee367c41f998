import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { openSqliteEngine } from "../store/sqlite/sqlite-engine.ts";
import { pagesOf, type Reader, readWhole, rowText } from "./rows.ts";
import { movedTables } from "./tables.ts";

type Column = { name: string; type: string };

/** What people write, with what databases stumble over. */
const words = (table: string, at: number): string =>
  `${table} ${at}: "Füße" 'l''été' \\n 漢字 🎈 ${"x".repeat(at % 300)}`;

/** The id of a row: as the server makes them, 24 hexadecimal characters. @param of What else tells it from others. */
export const sampleId = (table: string, at: number, of = ""): string =>
  Buffer.from(`${at.toString().padStart(5, "0")}${of}${table}`.padEnd(12).slice(0, 12)).toString("hex");

const bytesOf = (at: number, length: number): Buffer => Buffer.alloc(length, `${at} \0\u00ff`);

/**
 * An installation with rows in every table, whatever columns it has: each cell another value, keys that point at rows that are there.
 *
 * @param rows How many a table has; 3 unless said. @param options How large a picture is, and what tells its ids from another's.
 */
export const makeSampleInstallation = async (
  folder: string,
  rows: Record<string, number> = {},
  { pictureBytes = 100, of = "" } = {},
): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "earshot.db");
  await (await openSqliteEngine(file)).close();
  const database = new DatabaseSync(file);
  database.exec("BEGIN");
  for (const { name } of movedTables()) {
    const columns = database.prepare(`SELECT name, type FROM pragma_table_info('${name}')`).all() as Column[];
    const parents = new Map(
      (
        database.prepare(`SELECT "from", "table" FROM pragma_foreign_key_list('${name}')`).all() as Array<{
          from: string;
          table: string;
        }>
      ).map(({ from, table }) => [from, table]),
    );
    const insert = database.prepare(
      `INSERT INTO ${name} (${columns.map((column) => `"${column.name}"`)}) VALUES (${columns.map(() => "?")})`,
    );
    const cell = ({ name: column, type }: Column, at: number): SQLInputValue => {
      const parent = parents.get(column);
      if (parent) return sampleId(parent, at % 3, of);
      // Much belongs to few, as in life: keys begin alike.
      if (/^(app|key|webhook)_id$/.test(column)) return sampleId(`${column.slice(0, -3)}s`, at % 3, of);
      if (name === "feedback" && column === "submission") return JSON.stringify({ content: words(name, at) });
      if (column === "bytes") return bytesOf(at, pictureBytes + at);
      if (/blob/i.test(type) && column !== "blob") return bytesOf(at, 20);
      if (/int/i.test(type)) return at;
      if (column === "content_type") return "text/plain";
      // Nullable columns hold nothing now and then.
      if (column === "assignee" || (column === "email" && at % 2 === 1)) return null;
      return column === "id" ? sampleId(name, at, of) : words(column, at);
    };
    for (let at = 0; at < (rows[name] ?? 3); at++) insert.run(...columns.map((column) => cell(column, at)));
  }
  database.exec("COMMIT");
  database.close();
};

/** All rows of all tables that are moved, every cell whole: what two databases must have alike. */
export const dumpOf = async (reader: Reader): Promise<Record<string, string[]>> => {
  const dump: Record<string, string[]> = {};
  for (const table of movedTables()) {
    const texts: string[] = [];
    for await (const page of pagesOf(reader, table))
      for (const row of table.large ? await readWhole(reader, table, page) : page) texts.push(rowText(row));
    dump[table.name] = texts.sort();
  }
  return dump;
};
