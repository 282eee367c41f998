import { join } from "node:path";
import { startPostgres } from "../../build/services/postgres.ts";
import { cursorOf, fillPostgres, fillSqlite } from "./list-rows.ts";
import { closedLoop } from "./load.ts";
import { type Measured, startProcess } from "./process.ts";
import { inFolder, program, ROUNDS, SECONDS } from "./setting.ts";
import { fixed, machine, print, table } from "./table.ts";

/*
 * `npm run bench:list`: what a list of 50 costs with few and with many records, first page, deep in the past and narrowed, over
 * HTTP, one caller. Both sizes are measured in turns, so that what else the machine does falls on both.
 * ROWS (1,000,000) is the large one. DATABASES (`sqlite,postgres`) says where; DATABASE_URL an empty PostgreSQL instead of
 * one that is started here, and then only the large one is measured there.
 */
const FEW = 10_000;
const MANY = Number(process.env.ROWS ?? 1_000_000);
const DATABASES = (process.env.DATABASES ?? "sqlite,postgres").split(",");

type Filled = { rows: number; server: Measured };
type Figures = Record<string, { p50: number; p99: number; cpuUs: number }>;

const pagesOf = (rows: number): Record<string, string> => ({
  first: "",
  deep: `?cursor=${cursorOf(Math.floor(rows / 3))}`,
  "one status": "?status=new",
});

const round = async ({ rows, server }: Filled, best: Figures): Promise<void> => {
  for (const [name, query] of Object.entries(pagesOf(rows))) {
    const path = `/v1/feedback${query}`;
    await closedLoop(server, path, undefined, { connections: 1, seconds: 0.2 }); // warm
    const before = server.cpuMs();
    const { p50, p99, statuses, done } = await closedLoop(server, path, undefined, {
      connections: 1,
      seconds: SECONDS / 4,
    });
    if (Object.keys(statuses).join() !== "200") throw new Error(`${path} answered ${JSON.stringify(statuses)}`);
    const cpuUs = ((server.cpuMs() - before) * 1_000) / done;
    const known = best[name] ?? { p50, p99, cpuUs };
    best[name] = {
      p50: Math.min(known.p50, p50),
      p99: Math.min(known.p99, p99),
      cpuUs: Math.min(known.cpuUs, cpuUs),
    };
  }
};

const measure = async (database: string, goalMs: number, filled: Filled[]): Promise<void> => {
  const best = filled.map((): Figures => ({}));
  // Short and often: what else the machine does then falls on both sizes, and a quiet moment is found sooner.
  for (let at = 0; at < ROUNDS * 4; at++)
    for (const [index, one] of filled.entries()) await round(one, best[index] as Figures);
  for (const [index, { rows, server }] of filled.entries())
    for (const [name, { p50, p99, cpuUs }] of Object.entries(best[index] as Figures))
      print(database, fixed(rows), name, fixed(p50, 2), fixed(p99, 2), fixed(cpuUs), fixed(server.readyMs));
  const [few, many] = [best[0] as Figures, best.at(-1) as Figures];
  const ratio = (a: Figures, b: Figures, page: string): number => (a[page]?.p50 ?? 0) / (b.first?.p50 ?? 1);
  process.stdout.write(
    `| ${database} | **goals** | many to few ${fixed(ratio(many, few, "first"), 2)} (1.2), deep to first ${fixed(
      ratio(many, many, "deep"),
      2,
    )} (1.5) | **${fixed(many.first?.p50 ?? 0, 2)}** (${goalMs}) | | | |\n`,
  );
};

/** A database is made by a first start, then filled, then started again: what is ready is timed with all of it there. */
const prepare = async (
  place: string,
  environment: Record<string, string>,
  fill: () => void | Promise<void>,
): Promise<Measured> => {
  await (await startProcess(program("earshot.ts"), [place], environment)).kill();
  await fill();
  return startProcess(program("earshot.ts"), [place], environment);
};

process.stdout.write(`${machine()}\n`);
await inFolder(async (folder) => {
  table("Lists of 50 over HTTP, one caller", "database", "records", "page", "p50 ms", "p99 ms", "CPU us", "ready ms");
  if (DATABASES.includes("sqlite")) {
    const filled: Filled[] = [];
    try {
      for (const rows of [FEW, MANY]) {
        const place = join(folder, String(rows));
        const server = await prepare(place, { DATABASE_URL: "" }, () => fillSqlite(join(place, "earshot.db"), rows));
        filled.push({ rows, server });
      }
      await measure("embedded", 1, filled);
    } finally {
      for (const { server } of filled) await server.kill();
    }
  }
  if (DATABASES.includes("postgres")) {
    const given = process.env.DATABASE_URL;
    const postgres = given ? undefined : await startPostgres();
    const filled: Filled[] = [];
    try {
      for (const rows of given ? [MANY] : [FEW, MANY]) {
        const url = given ?? (await postgres?.createDatabase(`rows_${rows}`)) ?? "";
        const place = join(folder, `postgres-${rows}`);
        filled.push({ rows, server: await prepare(place, { DATABASE_URL: url }, () => fillPostgres(url, rows)) });
      }
      await measure("PostgreSQL", 2, filled);
    } finally {
      for (const { server } of filled) await server.kill();
      await postgres?.close();
    }
  }
});
