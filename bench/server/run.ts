import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { bodyOf } from "./bodies.ts";
import { closedLoop } from "./load.ts";
import { type Measured, startProcess } from "./process.ts";

/*
 * `npm run bench:server`: Earshot beside the ceiling of its own database, in one run, in turns, so that what else the machine
 * does falls on both. The best of the rounds counts: noise only ever slows down.
 */
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const SECONDS = Number(process.env.SECONDS ?? 4);
const CONNECTIONS = 32;
const SIZES = [2_000, 200_000, 2_000_000];

const folder = mkdtempSync(join(tmpdir(), "earshot-bench-"));
const script = (name: string): string => new URL(name, import.meta.url).pathname;
const print = (...cells: Array<string | number>): void => void process.stdout.write(`| ${cells.join(" | ")} |\n`);
const table = (...heads: string[]): void => {
  print(...heads);
  print(...heads.map(() => "---"));
};
const fixed = (value: number, digits = 0): string => value.toFixed(digits);

type Figures = { rate: number; cpuUs: number; p50: number; p99: number; peakMb: number; refused: number };

const measure = async (server: Measured, body: Buffer): Promise<Figures> => {
  await closedLoop(server, "/v1/feedback", body, { connections: CONNECTIONS, seconds: 1 }); // warm
  const before = server.cpuMs();
  const load = await closedLoop(server, "/v1/feedback", body, { connections: CONNECTIONS, seconds: SECONDS });
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

const captures = async (): Promise<void> => {
  process.stdout.write(`\n### Captures, ${CONNECTIONS} connections, best of ${ROUNDS} rounds of ${SECONDS} s\n\n`);
  table("body", "server", "captures/s", "CPU us each", "p50 ms", "p99 ms", "peak MB", "not 201");
  for (const size of SIZES) {
    const rounds: Record<"earshot" | "ceiling", Figures[]> = { earshot: [], ceiling: [] };
    const body = bodyOf(size);
    for (let round = 0; round < ROUNDS; round++)
      for (const name of ["ceiling", "earshot"] as const) {
        const place = join(folder, `${name}-${size}-${round}`);
        mkdirSync(place);
        const server = await startProcess(script(`${name}.ts`), [place]);
        rounds[name].push(await measure(server, body));
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

const start = async (): Promise<void> => {
  process.stdout.write("\n### Start of the built server, and what it holds when idle\n\n");
  table("database", "ready ms (best of 5)", "idle MB");
  const times: number[] = [];
  let idle = 0;
  for (let round = 0; round < 5; round++) {
    const server = await startProcess(script("../../dist/server/main.mjs"), ["start"], {
      PORT: "0",
      EARSHOT_LOG: "silent",
      EARSHOT_DATA: join(folder, "start"),
    });
    times.push(server.readyMs);
    await new Promise((rest) => setTimeout(rest, 1_000));
    idle = server.rss().now;
    await server.kill();
  }
  print("fresh, then four starts", fixed(Math.min(...times)), fixed(idle));
};

process.stdout.write(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model}), ${fixed(totalmem() / 2 ** 30)} GB, load ${loadavg()
    .map((load) => fixed(load, 1))
    .join(" ")} at the start.\n`,
);
try {
  await start();
  await captures();
  process.stdout.write(
    `\nLoad at the end: ${loadavg()
      .map((load) => fixed(load, 1))
      .join(" ")}.\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
