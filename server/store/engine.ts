import type { CompiledQuery, Kysely } from "kysely";
import type { Schema } from "./schema.ts";
import type { Search } from "./search.ts";

/** A statement of a unit. With `expectRows`, the unit is undone and stops here unless exactly so many rows were changed. */
export type Statement = {
  query: CompiledQuery;
  expectRows?: number;
  /** Deliveries may be due once the unit is done: the store tells whoever asked to hear of it (`Store.onDue`). */
  makesDue?: boolean;
  /** Something has happened once the unit is done: the store tells whoever asked to hear of it (`Store.onEvent`). */
  isEvent?: boolean;
  /** What it changes may be very much: its unit is waited for longer than others before the database is given up. */
  takesLong?: boolean;
};

/**
 * What became of a unit of statements: all done (and whether a statement that `makesDue` changed a row), or undone because a
 * statement changed another number of rows than expected.
 */
export type UnitOutcome = { done: true; madeDue: boolean } | { done: false; stoppedAt: number };

/**
 * A database as the store sees it: queries are built by `sql` (which never runs any), reads give rows, and writes come as
 * units that are done whole or not at all. That is little enough for an embedded database whose writer lives in a thread of
 * its own, and for a server with a pool of connections.
 */
export type Engine = {
  /** Builds and compiles queries in the engine's dialect. */
  sql: Kysely<Schema>;
  /** What a column of bytes is called in this dialect. */
  bytesType: "blob" | "bytea";
  /** Several writers at once: who claims rows locks them, and passes over those that another has locked. */
  locksRows: boolean;
  search: Search;
  read<Row>(query: CompiledQuery<Row>): Promise<Row[]>;
  /** Resolves when the unit is durable. Large buffers among its values are taken over: they are empty afterwards. */
  write(unit: Statement[]): Promise<UnitOutcome>;
  /** Gives the disk back what deletions have left free, a piece at a time; nothing where the database does so by itself. */
  reclaim(): Promise<void>;
  close(): Promise<void>;
};

/** The database cannot be used at this moment: away, full, locked for too long. Trying again later can help. */
export class StoreUnavailableError extends Error {
  override readonly name = "StoreUnavailableError";
}
