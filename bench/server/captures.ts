import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findPostgres, startPostgres } from "../../build/services/postgres.ts";
import { bodyOf } from "./bodies.ts";
import { closedLoop } from "./load.ts";
import { type Measured, startProcess } from "./process.ts";
import { CONNECTIONS, inFolder, program, ROUNDS, SECONDS } from "./setting.ts";
import { fixed, print, table } from "./table.ts";

const SIZES = [2_000, 200_000, 2_000_000];

type Figures = { rate: number; cpuUs: number; p50: number; p99: number; peakMb: number; refused: number };

const measure = async (server: Measured, bodies: Buffer[]): Promise<Figures> => {
  await closedLoop(server, "/v1/feedback", bodies, { connections: CONNECTIONS, seconds: 1 }); // warm
  const before = server.cpuMs();
  const load = await closedLoop(server, "/v1/feedback", bodies, { connections: CONNECTIONS, seconds: SECONDS });
  const cpuUs = ((server.cpuMs() - before) * 1_000) / load.done;
  return { ...load, cpuUs, peakMb: server.rss().peak, refused: load.done - (load.statuses[201] ?? 0) };
};

const best = (rounds: Figures[]): Figures => ({
  rate: Math.max(...rounds.map(({ rate }) => rate)),
  cpuUs: Math.min(...rounds.map(({ cpuUs }) => cpuUs)),
  p50: Math.min(...rounds.map(({ p50 }) => p50)),
  p99: Math.min(...rounds.map(({ p99 }) => p99)),
  peakMb: Math.max(...rounds.map(({ peakMb }) => peakMb)),
  refused: rounds.reduce((sum, { refused }) => sum + refused, 0),
});

type Beside = {
  title: string;
  sizes: number[];
  /** The program of the ceiling. */
  ceiling: string;
  /** Settings for both servers; called for each start. */
  settings: () => Promise<Record<string, string>>;
};

/** Earshot beside the ceiling of its own database, in turns, so that what else the machine does falls on both. */
const measureBeside = async (folder: string, { title, sizes, ceiling: other, settings }: Beside): Promise<void> => {
  table(
    `${title}, ${CONNECTIONS} connections, best of ${ROUNDS} rounds of ${SECONDS} s`,
    "body",
    "server",
    "captures/s",
    "CPU us each",
    "p50 ms",
    "p99 ms",
    "peak MB",
    "not 201",
  );
  for (const size of sizes) {
    const rounds: Record<"earshot" | "ceiling", Figures[]> = { earshot: [], ceiling: [] };
    // Of as many people: one alone would wait for herself, for her row is locked while she writes.
    const bodies = Array.from({ length: CONNECTIONS }, (_, i) => bodyOf(size, `ann-${i}`));
    for (let round = 0; round < ROUNDS; round++)
      for (const name of ["ceiling", "earshot"] as const) {
        const place = join(folder, `${name}-${size}-${round}`);
        mkdirSync(place);
        const server = await startProcess(
          program(name === "ceiling" ? other : "earshot.ts"),
          [place],
          await settings(),
        );
        rounds[name].push(await measure(server, bodies));
        await server.kill("SIGKILL");
        rmSync(place, { recursive: true, force: true });
      }
    const [ceiling, earshot] = [best(rounds.ceiling), best(rounds.earshot)];
    for (const [name, figures] of [
      ["ceiling", ceiling],
      ["Earshot", earshot],
    ] as const)
      print(
        `${size / 1_000} KB`,
        name,
        fixed(figures.rate),
        fixed(figures.cpuUs),
        fixed(figures.p50, 1),
        fixed(figures.p99, 1),
        fixed(figures.peakMb),
        figures.refused,
      );
    print(
      `${size / 1_000} KB`,
      "**ratio**",
      `**${fixed(earshot.rate / ceiling.rate, 2)}**`,
      `**${fixed(earshot.cpuUs / ceiling.cpuUs, 2)}**`,
      "",
      fixed(earshot.p99 / ceiling.p99, 2),
      "",
      "",
    );
  }
};

/** On the embedded database. */
export const captures = (): Promise<void> =>
  inFolder((folder) =>
    measureBeside(folder, { title: "Captures", sizes: SIZES, ceiling: "ceiling.ts", settings: async () => ({}) }),
  );

/** On PostgreSQL, each server with an empty database of its own. */
export const postgres = async (): Promise<void> => {
  if (!findPostgres()) return void process.stdout.write("\nNo PostgreSQL here: it is not measured.\n");
  const running = await startPostgres();
  let count = 0;
  const settings = async () => ({ DATABASE_URL: await running.createDatabase(`bench_${++count}`) });
  try {
    await inFolder((folder) =>
      measureBeside(folder, {
        title: "Captures on PostgreSQL",
        sizes: SIZES.slice(0, 2),
        ceiling: "ceiling-postgres.ts",
        settings,
      }),
    );
  } finally {
    await running.close();
  }
};
