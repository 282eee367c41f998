import { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { type Engine, type Statement, StoreUnavailableError, type UnitOutcome } from "../engine.ts";
import { migrate } from "../migrations/index.ts";
import { postgresQueries } from "./postgres-queries.ts";
import { postgresSearch } from "./postgres-search.ts";
import { createStatementNames, isAboutName } from "./statement-names.ts";

/** Times and counts come back as text by default, because they could be too large for a number. Ours never are. */
const INT8 = pg.types.builtins.INT8;
export const postgresTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
};

/**
 * Another transaction was in the way: the same unit, done again, can succeed. Distributed kin answer so more often. Two that make
 * the same table at once meet in the catalog, whatever `IF NOT EXISTS` says.
 */
const isInTheWay = (error: unknown): boolean => {
  const { code = "", schema } = error as { code?: string; schema?: string };
  return (
    ["40001", "40P01", "42710", "42P07"].includes(code) ||
    (code === "23505" && schema === "pg_catalog") ||
    isAboutName(error)
  );
};
/**
 * The database is away: no connection, it shuts down or starts up (class 57), it has no room (class 53), or the driver gave up
 * waiting. What it says about a statement has another class.
 */
const isAway = (error: unknown): boolean => {
  const { code = "", message } = error as { code?: string; message: string };
  return (
    /^(08|53|57)/.test(code) ||
    /^E[A-Z]+$/.test(code) ||
    /timeout|terminated|ended|not queryable|calling end/i.test(message)
  );
};
const asAway = (error: unknown): Error =>
  isAway(error) ? new StoreUnavailableError((error as Error).message) : (error as Error);

const MOST_TRIES = 5;
/** A database that stands still says nothing at all, and nobody who asks waits longer than this for it. */
const ANSWER_MS = 8_000;
/** For units that may take long while all is well. */
const LONG_ANSWER_MS = 600_000;
/** So long a close lets what is under way end. */
const CLOSE_MS = 1_000;

/** What the driver takes with a query: it cuts the connection when there is no answer in so many milliseconds. */
type Limit = { query_timeout?: number };
type Send = (
  query: { sql: string; parameters: readonly unknown[] },
  limit: Limit,
) => Promise<{ rowCount: number | null }>;

/** Waits for all. The first that failed, in their order, is what went wrong: those after it failed because of it. */
const allInOrder = async (sent: Array<Promise<{ rowCount: number | null }>>): Promise<Array<number | null>> => {
  const counts: Array<number | null> = [];
  for (const answer of await Promise.allSettled(sent)) {
    if (answer.status === "rejected") throw answer.reason;
    counts.push(answer.value.rowCount);
  }
  return counts;
};

/**
 * What needs no answer in between is sent at once: the way there and back costs more than most statements. Only what comes after the
 * last statement that may stop the unit waits for the answers up to there. Answers come in order, so the last of what was sent
 * together is the one that must come in time. A unit whose outcome is not known then has failed: its connection is gone.
 */
const runUnit = async (client: pg.PoolClient, unit: Statement[], send: Send, limit: Limit): Promise<UnitOutcome> => {
  const undo = () => client.query({ text: "ROLLBACK", ...limit });
  try {
    const guarded = unit.findLastIndex(({ expectRows }) => expectRows !== undefined) + 1;
    const counts: Array<number | null> = [];
    if (guarded > 0) {
      const first = unit.slice(0, guarded).map(({ query }) => query);
      const sent = [
        client.query("BEGIN"),
        ...first.map((query, index) => send(query, index === guarded - 1 ? limit : {})),
      ];
      await Promise.allSettled(sent);
      await sent[0];
      for (const [stoppedAt, answer] of sent.slice(1).entries()) {
        const { rowCount } = await answer;
        const { expectRows } = unit[stoppedAt] as Statement;
        if (expectRows !== undefined && rowCount !== expectRows) {
          await undo();
          return { done: false, stoppedAt };
        }
        counts.push(rowCount);
      }
    }
    const rest = unit.slice(guarded).map(({ query }) => query);
    const begun = guarded > 0 ? [] : [client.query("BEGIN")];
    const commit = () => client.query({ text: "COMMIT", ...limit });
    const sent = await allInOrder([...begun, ...rest.map((query) => send(query, {})), commit()]);
    counts.push(...sent.slice(begun.length, -1));
    return { done: true, madeDue: unit.some(({ makesDue }, index) => makesDue && !!counts[index]) };
  } catch (error) {
    await undo().catch(() => {}); // the connection may be what failed
    throw error;
  }
};

/**
 * PostgreSQL 15 or newer, or one of its distributed kin: the store of an installation that has outgrown one machine.
 * No sequences, no advisory locks, no notifications; a unit that met another is done again.
 *
 * @param url `postgres://user:password@host/database`. @param connections The most that this process opens.
 * @param answerMs So long a read, or a unit that does not say that it takes long, may go without an answer.
 * @throws NewerSchemaError, or what the driver says when the database cannot be reached.
 */
export const openPostgresEngine = async (url: string, connections = 10, answerMs = ANSWER_MS): Promise<Engine> => {
  const sockets = new Set<Socket>();
  const makeSocket = (): Socket => {
    const socket = new Socket();
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    return socket;
  };
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    pipeline: true,
    types: postgresTypes,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    stream: makeSocket,
  });
  const names = createStatementNames();
  const limit: Limit = { query_timeout: answerMs };
  pool.on("error", () => {}); // a connection that breaks while nobody uses it is replaced at the next use
  // One that breaks between two statements of a unit: the next statement says so, and the process must live to hear it.
  pool.on("connect", (client) => client.on("error", () => {}));

  const sql = postgresQueries();
  const engine: Engine = {
    sql,
    bytesType: "bytea",
    locksRows: true,
    search: postgresSearch(sql),
    async read<Row>(query: { sql: string; parameters: readonly unknown[] }) {
      const name = names.of(query.sql);
      const run = async (named: { name?: string }): Promise<Row[]> =>
        (await pool.query({ ...named, ...limit, text: query.sql, values: [...query.parameters] })).rows as Row[];
      try {
        return await (name === undefined ? run({}) : run({ name })).catch((error) => {
          if (name === undefined || !isAboutName(error)) throw error;
          names.stop();
          return run({});
        });
      } catch (error) {
        throw asAway(error);
      }
    },
    async write(unit) {
      for (let tries = 1; ; tries++) {
        const client = await pool.connect().catch((error) => {
          throw asAway(error);
        });
        let failed: Error | undefined;
        try {
          const send: Send = (query, within) => {
            const name = names.of(query.sql);
            return client.query({
              ...(name ? { name } : {}),
              ...within,
              text: query.sql,
              values: [...query.parameters],
            });
          };
          const takesLong = unit.some((statement) => statement.takesLong);
          return await runUnit(client, unit, send, takesLong ? { query_timeout: LONG_ANSWER_MS } : limit);
        } catch (error) {
          failed = error as Error;
          if (isAboutName(error)) names.stop();
          if (tries === MOST_TRIES || !isInTheWay(error)) throw asAway(error);
        } finally {
          // A connection whose state is not known is not handed to anybody else.
          client.release(failed && !isInTheWay(failed) && !("severity" in failed) ? failed : undefined);
        }
        await wait(Math.random() * 20 * 2 ** tries);
      }
    },
    reclaim: async () => {}, // autovacuum does
    close() {
      // Who stands still does not say goodbye either. The timer holds nobody up: only a connection does, until it fires.
      const cut = () => sockets.forEach((socket) => void socket.destroy());
      setTimeout(cut, CLOSE_MS).unref();
      return pool.end();
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
