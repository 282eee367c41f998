import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { openDatabase } from "./open-database.ts";

/**
 * The thread that writes. It takes all units that have arrived, does them in one transaction, commits
 * once, and only then answers: one fsync for many requests, and no request waits in the main thread for a disk.
 */

export type WriteStatement = { sql: string; parameters: readonly unknown[]; expectRows?: number; makesDue?: true };
export type WriteRequest =
  | { id: number; unit: WriteStatement[] }
  | { id: number; reclaimPages: number }
  | { id: number; close: true };
export type WriteAnswer =
  | { id: number; done: true; madeDue?: boolean; isMore?: boolean }
  | { id: number; done: false; stoppedAt: number }
  | { id: number; error: string; isAway: boolean };

/** What SQLite says when the disk is full, away or locked by somebody else: BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN. */
const AWAY = new Set([5, 6, 8, 10, 13, 14]);
const failure = (id: number, error: unknown): WriteAnswer => {
  const { message, errcode = 0 } = error as Error & { errcode?: number };
  return { id, error: message, isAway: AWAY.has(errcode & 0xff) };
};

type Unit = Extract<WriteRequest, { unit: unknown }>;

/** Prepared statements are kept: preparing one costs more than running it. */
const preparer = (database: DatabaseSync): ((sql: string) => StatementSync) => {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    let statement = prepared.get(sql);
    if (!statement) {
      statement = database.prepare(sql);
      statement.setReadBigInts(true); // numbers of rows of the search index are larger than a JavaScript number can be
      prepared.set(sql, statement);
    }
    return statement;
  };
};

/** The statements of one unit, in a transaction that is open. @throws what SQLite says. */
const runUnit = (prepare: (sql: string) => StatementSync, { id, unit }: Unit): WriteAnswer => {
  let madeDue = false;
  for (const [index, { sql, parameters, expectRows, makesDue }] of unit.entries()) {
    const { changes } = prepare(sql).run(...(parameters as SQLInputValue[]));
    if (expectRows !== undefined && Number(changes) !== expectRows) return { id, done: false, stoppedAt: index };
    if (makesDue && changes > 0) madeDue = true;
  }
  return { id, done: true, madeDue };
};

/** Has done something that must be undone: what its first statement stops has done nothing. */
const isHalfDone = (answer: WriteAnswer): boolean => "stoppedAt" in answer && answer.stoppedAt > 0;

/**
 * One transaction for the whole group. When a unit of it fails, nothing of the group is kept, and each half gets its own chance, so
 * that one that is too big, or is stopped half-way, does not sink the others. That is rare; a savepoint around every unit
 * would cost all of them, most of all because the search index writes what it has gathered at each.
 *
 * @throws what SQLite says when no transaction can begin: that is no unit's fault, and each half would wait for the lock as long.
 */
const runGroup = (database: DatabaseSync, prepare: (sql: string) => StatementSync, group: Unit[]): WriteAnswer[] => {
  let answers: WriteAnswer[] = [];
  database.exec("BEGIN IMMEDIATE");
  try {
    for (const unit of group) {
      const answer = runUnit(prepare, unit);
      answers.push(answer);
      if (isHalfDone(answer)) {
        database.exec("ROLLBACK");
        break;
      }
    }
    // A full disk or a lost file ends a transaction by itself.
    if (database.isTransaction) {
      database.exec("COMMIT");
      return answers;
    }
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    answers = group.map(({ id }) => failure(id, error));
  }
  if (group.length === 1) return answers;
  const half = group.length >>> 1;
  return [group.slice(0, half), group.slice(half)].flatMap((part) => runGroup(database, prepare, part));
};

/** Gives so many free pages back to the disk. Reading the answer's rows is what does it: a row a page. */
const reclaim = (
  database: DatabaseSync,
  { id, reclaimPages }: Extract<WriteRequest, { reclaimPages: number }>,
): WriteAnswer => {
  try {
    const freed = database.prepare(`PRAGMA incremental_vacuum(${Math.trunc(reclaimPages)})`).all();
    const { freelist_count: left } = database.prepare("PRAGMA freelist_count").get() as { freelist_count: number };
    return { id, done: true, isMore: left > 0 && freed.length > 0 };
  } catch (error) {
    return failure(id, error);
  }
};

const takeAll = (port: MessagePort): WriteRequest[] => {
  const all: WriteRequest[] = [];
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port))
    all.push(...(next.message as WriteRequest[]));
  return all;
};

const isUnit = (request: WriteRequest): request is Unit => "unit" in request;

const serve = (port: MessagePort, file: string): void => {
  const database = openDatabase(file);
  const prepare = preparer(database);
  port.on("message", (first: WriteRequest[]) => {
    const waiting = [...first, ...takeAll(port)];
    try {
      const units = waiting.filter(isUnit);
      if (units.length > 0) port.postMessage(runGroup(database, prepare, units));
    } catch (error) {
      // Somebody else holds the lock for longer than is waited. Who came meanwhile would only wait for it anew.
      waiting.push(...takeAll(port));
      port.postMessage(waiting.filter(isUnit).map(({ id }) => failure(id, error)));
    }
    for (const request of waiting) if ("reclaimPages" in request) port.postMessage([reclaim(database, request)]);
    const closing = waiting.find((request) => "close" in request);
    if (closing) {
      database.close();
      port.postMessage([{ id: closing.id, done: true }] satisfies WriteAnswer[]);
      port.close();
    }
  });
};

if (parentPort) serve(parentPort, (workerData as { file: string }).file);
