import { type CompiledQuery, type Kysely, sql as raw } from "kysely";
import type { Engine } from "../store/engine.ts";
import type { Table } from "./tables.ts";

/** One database to read from: the snapshot of the source, or the destination. */
export type Reader = Pick<Engine, "sql" | "read">;

export type Row = Record<string, unknown>;

/** Small enough that nothing is held for long, large enough that a question's way does not count. */
const ROWS_AT_ONCE = 500;
/** What a large column is called when only its length is asked. */
const LENGTH = "length of large";

/** Tables by their names: here, unlike everywhere else, the program does not know which. */
const anyTable = ({ sql }: Pick<Reader, "sql">) => sql as unknown as Kysely<Record<string, Row>>;
const as = (query: CompiledQuery): CompiledQuery<Row> => query as CompiledQuery<Row>;

/** Bytes and texts as one text, the same from both drivers. */
const text = (value: unknown): unknown =>
  value instanceof Uint8Array
    ? `x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`
    : value;

export const keyText = ({ key }: Table, row: Row): string => JSON.stringify(key.map((column) => text(row[column])));

/** All of a row, as far as rows are compared: whatever the order of its columns. */
export const rowText = (row: Row): string =>
  JSON.stringify(
    Object.keys(row)
      .sort()
      .map((column) => [column, text(row[column])]),
  );

/** All of a row, or only what tells it from others. */
export type Part = "row" | "key";

const select = (reader: Reader, { name, key, large }: Table, part: Part) => {
  const rows = anyTable(reader).selectFrom(name);
  if (part === "key") return rows.select(key);
  if (!large) return rows.selectAll();
  return rows.select(large.others).select(raw`octet_length(${raw.ref(large.column)})`.as(LENGTH));
};

/** The rows that have these keys. Keys that begin alike are asked as one: that is how indexes find them. */
const havingKeys = ({ key }: Table, rows: Row[]) => {
  const last = key.at(-1) ?? "";
  const beginnings = key.slice(0, -1);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = JSON.stringify(beginnings.map((column) => text(row[column])));
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  const conditions = [...groups.values()].map((group) => {
    const same = beginnings.map((column) => raw<boolean>`${raw.ref(column)} = ${group[0]?.[column]}`);
    const oneOf = raw<boolean>`${raw.ref(last)} in (${raw.join(group.map((row) => row[last]))})`;
    return raw<boolean>`(${raw.join([...same, oneOf], raw` and `)})`;
  });
  return raw<boolean>`(${raw.join(conditions, raw` or `)})`;
};

/** All rows in the order of the key, a page at a time. Of a large column the length only. */
export async function* pagesOf(reader: Reader, table: Table, part: Part = "row"): AsyncGenerator<Row[]> {
  const columns = raw.join(table.key.map((column) => raw.ref(column)));
  const atOnce = part === "row" && table.atOnce ? table.atOnce : ROWS_AT_ONCE;
  for (let last: Row | undefined; ; ) {
    let query = select(reader, table, part).limit(atOnce);
    for (const column of table.key) query = query.orderBy(column);
    if (last) {
      const values = raw.join(table.key.map((column) => last?.[column]));
      query = query.where(raw<boolean>`(${columns}) > (${values})`);
    }
    const page = await reader.read(as(query.compile()));
    if (page.length > 0) yield page;
    if (page.length < atOnce) return;
    last = page.at(-1);
  }
}

/** What there is of these rows, by their keys. */
export const findSame = async (
  reader: Reader,
  table: Table,
  rows: Row[],
  part: Part = "row",
): Promise<Map<string, Row>> => {
  const found = await reader.read(as(select(reader, table, part).where(havingKeys(table, rows)).compile()));
  return new Map(found.map((row) => [keyText(table, row), row]));
};

/** These rows with their large column. */
export const readWhole = (reader: Reader, table: Table, rows: Row[]): Promise<Row[]> =>
  reader.read(as(anyTable(reader).selectFrom(table.name).selectAll().where(havingKeys(table, rows)).compile()));

export const lengthOf = (row: Row): number => Number(row[LENGTH] ?? 0);

export const countOf = async (reader: Reader, table: string): Promise<number> => {
  const [row] = await reader.read(
    as(
      anyTable(reader)
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as("count"))
        .compile(),
    ),
  );
  return Number(row?.count ?? 0);
};

/** Writes whole rows, over those with the same keys. */
export const upsert = (reader: Pick<Reader, "sql">, { name, key }: Table, rows: Row[]): CompiledQuery => {
  const others = Object.keys(rows[0] ?? {}).filter((column) => !key.includes(column));
  return anyTable(reader)
    .insertInto(name)
    .values(rows)
    .onConflict((conflict) =>
      others.length === 0
        ? conflict.columns(key).doNothing()
        : conflict
            .columns(key)
            .doUpdateSet(Object.fromEntries(others.map((column) => [column, raw`${raw.ref(`excluded.${column}`)}`]))),
    )
    .compile();
};

export const removeRows = (reader: Pick<Reader, "sql">, table: Table, rows: Row[]): CompiledQuery =>
  anyTable(reader).deleteFrom(table.name).where(havingKeys(table, rows)).compile();
