import { Agent } from "node:http";
import { join } from "node:path";
import { STUB_KEYS } from "../../server-stub/fixture.ts";
import { bodyOf } from "./bodies.ts";
import { fillSqlite } from "./list-rows.ts";
import { closedLoop, exchange } from "./load.ts";
import { type Measured, startProcess } from "./process.ts";
import { CONNECTIONS, inFolder, program, ROUNDS } from "./setting.ts";
import { fixed, print, table } from "./table.ts";

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const BUILT = program("../../dist/server/main.mjs");

/** Starts the built server as an operator does, and asks until it says that it can store and read. */
const start = async (dataFolder: string): Promise<{ server: Measured; ms: number }> => {
  const begin = performance.now();
  const settings = { PORT: "0", EARSHOT_LOG: "silent", EARSHOT_DATA: dataFolder, DATABASE_URL: "" };
  const server = await startProcess(BUILT, ["start", "--json"], settings);
  const { status } = await exchange(new Agent(), `${server.url}/readyz`, {});
  if (status !== 200) throw new Error(`/readyz answered ${status}`);
  return { server, ms: performance.now() - begin };
};

const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const row = (name: string, times: number[], goal: number): void =>
  print(name, `**${fixed(middle(times))}**`, fixed(Math.min(...times)), fixed(Math.max(...times)), fixed(goal));

/** From the command to the first 200 of `/readyz`. */
export const ready = (): Promise<void> =>
  inFolder(async (folder) => {
    table(
      `The built server, from the command to ready, ${ROUNDS} starts each`,
      "database",
      "middle ms",
      "least",
      "most",
      "goal",
    );
    const fresh: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { server, ms } = await start(join(folder, `fresh-${round}`));
      fresh.push(ms);
      await server.kill();
    }
    row("fresh", fresh, 1_000);

    const place = join(folder, "filled");
    await (await startProcess(program("earshot.ts"), [place])).kill();
    fillSqlite(join(place, "earshot.db"), ROWS);
    const filled: number[] = [];
    const killed: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { server, ms } = await start(place);
      filled.push(ms);
      const target = { url: server.url, key: STUB_KEYS.secret };
      await closedLoop(target, "/v1/feedback", bodyOf(20_000), { connections: CONNECTIONS, seconds: 1 });
      await server.kill("SIGKILL");
      const again = await start(place);
      killed.push(again.ms);
      await again.server.kill();
    }
    row(`${fixed(ROWS)} records`, filled, 1_000);
    row(`${fixed(ROWS)} records, after kill -9 in the middle of captures`, killed, 1_500);
  });
