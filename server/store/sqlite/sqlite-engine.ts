import type { SQLInputValue, StatementSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { type Engine, StoreUnavailableError } from "../engine.ts";
import { migrate } from "../migrations/index.ts";
import { openDatabase } from "./open-database.ts";
import { sqliteQueries } from "./sqlite-queries.ts";
import { sqliteSearch } from "./sqlite-search.ts";
import type { WriteAnswer, WriteRequest, WriteStatement } from "./writer.ts";

/** Distributes over the union, so that each kind of request keeps its own shape without its number. */
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;

/** Run from source in development and in tests, from a built file otherwise: the thread's file stands beside this one in both. */
const WRITER = new URL(import.meta.url.endsWith(".ts") ? "./writer.ts" : "./writer.mjs", import.meta.url);

const LARGE = 64 * 1024;

/** Pictures go to the thread as they are, without being copied: those that have memory of their own. */
const largeBuffers = (unit: WriteStatement[]): ArrayBuffer[] =>
  unit
    .flatMap(({ parameters }) => parameters)
    .filter((value): value is Uint8Array<ArrayBuffer> => value instanceof Uint8Array && value.byteLength >= LARGE)
    .filter(({ buffer, byteLength }) => buffer instanceof ArrayBuffer && buffer.byteLength === byteLength)
    .map(({ buffer }) => buffer);

/** A query that is run again and again, with the names of its columns. */
type PreparedRead = { statement: StatementSync; names: string[] };

const rowOf = (names: string[], values: unknown[]): Record<string, unknown> => {
  const row: Record<string, unknown> = {};
  for (let at = 0; at < names.length; at++) row[names[at] as string] = values[at];
  return row;
};

/** 16 MB are given back at a time. */
const PAGES_AT_ONCE = 1_000;

/**
 * The embedded database: one file, reads on the calling thread, writes in a thread of their own with group commit.
 *
 * @param file Its folder must exist.
 * @throws NewerSchemaError, or what SQLite says when the file cannot be opened or is no database.
 */
export const openSqliteEngine = async (file: string): Promise<Engine> => {
  openDatabase(file).close(); // makes the file, and fails here rather than in a thread

  const writer = new Worker(WRITER, { workerData: { file } });
  type Waiting = { resolve: (answer: WriteAnswer) => void; reject: (error: Error) => void };
  const waiting = new Map<number, Waiting>();
  const settle = (id: number, how: (one: Waiting) => void): void => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (one) how(one);
  };
  let nextId = 1;
  let gone: Error | undefined;
  const failAll = (error: Error): void => {
    gone = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  writer.on("message", (answers: WriteAnswer[]) => {
    for (const answer of answers) settle(answer.id, ({ resolve }) => resolve(answer));
  });
  writer.on("error", failAll);
  writer.on("exit", () => failAll(new StoreUnavailableError("the writer thread has stopped")));

  /** What one turn of the event loop asks for goes in one message: a message costs more than what is in it. */
  let unsent: WriteRequest[] = [];
  const send = (): void => {
    const requests = unsent;
    unsent = [];
    const handedOver = requests.flatMap((request) => ("unit" in request ? largeBuffers(request.unit) : []));
    try {
      writer.postMessage(requests, handedOver);
    } catch (error) {
      for (const { id } of requests) settle(id, ({ reject }) => reject(error as Error)); // a value that no thread can be given
    }
  };
  const ask = (request: WithoutId<WriteRequest>): Promise<WriteAnswer> =>
    new Promise((resolve, reject) => {
      if (gone) return reject(gone);
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      if (unsent.length === 0) setImmediate(send);
      unsent.push({ ...request, id });
    });

  const reader = openDatabase(file, { readOnly: true });
  const prepared = new Map<string, PreparedRead>();
  const prepare = (sql: string): PreparedRead => {
    const statement = reader.prepare(sql);
    // Values come as lists and get their names here: that takes half the time of objects that the driver makes.
    statement.setReturnArrays(true);
    const made = { statement, names: statement.columns().map(({ name }) => name) };
    prepared.set(sql, made);
    return made;
  };

  const sql = sqliteQueries();
  const reclaimPiece = async (): Promise<boolean> => {
    const answer = await ask({ reclaimPages: PAGES_AT_ONCE });
    return "done" in answer && answer.done && answer.isMore === true;
  };

  const engine: Engine = {
    sql,
    bytesType: "blob",
    locksRows: false, // one writer at a time, whatever the number of processes
    search: sqliteSearch(sql),
    async read<Row>(query: { sql: string; parameters: readonly unknown[] }) {
      const { statement, names } = prepared.get(query.sql) ?? prepare(query.sql);
      const rows = statement.all(...(query.parameters as SQLInputValue[])) as unknown as unknown[][];
      return rows.map((values) => rowOf(names, values) as Row);
    },
    async write(unit) {
      const answer = await ask({
        unit: unit.map(({ query: { sql, parameters }, expectRows, makesDue }) => ({
          sql,
          parameters,
          ...(expectRows === undefined ? {} : { expectRows }),
          ...(makesDue ? { makesDue } : {}),
        })),
      });
      if ("error" in answer) throw answer.isAway ? new StoreUnavailableError(answer.error) : new Error(answer.error);
      return answer.done ? { done: true, madeDue: answer.madeDue === true } : answer;
    },
    async reclaim() {
      // In pieces, so that whoever wants to write meanwhile waits for one piece only.
      while (await reclaimPiece());
    },
    async close() {
      reader.close(); // first: the last connection to close folds the write-ahead log into the file, and only the writer can
      await ask({ close: true });
      await writer.terminate();
    },
  };

  try {
    await migrate(engine);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
};
