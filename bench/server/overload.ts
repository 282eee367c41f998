import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../server/store/sqlite/open-database.ts";
import { openLoop } from "./load.ts";
import { startProcess } from "./process.ts";
import { inFolder, program } from "./setting.ts";
import { fixed, print, table } from "./table.ts";

const BODY_BYTES = 2_000;
const PEAK_SECONDS = 8;
const LAST = Number(process.env.OVERLOAD_SECONDS ?? 30);
/** How many times what it can carry, and for how long. */
const LEVELS = [
  { times: 3, seconds: LAST / 3 },
  { times: 10, seconds: LAST },
];
const GOAL = "80 % of the peak; refusals under 5 ms; 0 lost";

/** What of this was acknowledged and is not on disk, and whether the database is whole. */
const look = (file: string, acknowledged: string[]): { lost: number; integrity: string } => {
  const database = openDatabase(file);
  const kept = new Set(
    database
      .prepare("SELECT id FROM feedback")
      .all()
      .map(({ id }) => id),
  );
  const integrity = String(database.prepare("PRAGMA integrity_check").get()?.integrity_check);
  database.close();
  return { lost: acknowledged.filter((id) => !kept.has(id)).length, integrity };
};

/** Many times the load that the server can carry, from many clients; then a kill -9, and a look at what is on disk. */
export const overload = (): Promise<void> =>
  inFolder(async (folder) => {
    const place = join(folder, "overload");
    mkdirSync(place);
    const server = await startProcess(program("earshot.ts"), [place]);
    const { url, key } = server;
    const target = { url, key, path: "/v1/feedback", bodyBytes: BODY_BYTES };
    // More than it can do over few connections: each sends its next when it has the answer to the last, and none is refused.
    const most = { ...target, rate: 50_000, connections: 64, addresses: 64 };
    await openLoop({ ...most, seconds: 2 });
    const { answers: atPeak } = await openLoop({ ...most, seconds: PEAK_SECONDS });
    const peak = (atPeak[201]?.count ?? 0) / PEAK_SECONDS;
    table(
      `Overload: 2 KB captures, 512 connections of 128 addresses; the peak, over 64 connections, is ${fixed(peak)}/s`,
      "asked for",
      "answered/s",
      "captured/s, of the peak",
      "p50 / p99 ms of these",
      "refused/s",
      "p50 / p99 ms of these, from sent",
      "from due",
      "other answers, broken connections",
    );
    const acknowledged: string[] = [];
    for (const { times, seconds } of LEVELS) {
      const idsFile = join(folder, `ids-${times}`);
      const rate = Math.ceil(peak * times);
      const load = { ...target, rate, seconds, connections: 512, addresses: 128, idsFile };
      const { due, unanswered, broken, answers } = await openLoop(load);
      const none = { count: 0, p50: 0, p99: 0, sentP50: 0, sentP99: 0 };
      const { 201: done = none, 503: refused = none, ...others } = answers;
      print(
        `${times} times, ${fixed(rate)}/s for ${fixed(seconds)} s`,
        fixed((due - unanswered) / seconds),
        `${fixed(done.count / seconds)}, **${fixed((done.count / seconds / peak) * 100)} %**`,
        `${fixed(done.sentP50)} / ${fixed(done.sentP99)}`,
        fixed(refused.count / seconds),
        `${fixed(refused.sentP50, 1)} / **${fixed(refused.sentP99, 1)}**`,
        `${fixed(refused.p50, 1)} / ${fixed(refused.p99, 1)}`,
        `${Object.keys(others).join(" ") || "none"}, ${broken}`,
      );
      acknowledged.push(...readFileSync(idsFile, "utf8").split("\n").filter(Boolean));
    }
    await server.kill("SIGKILL");
    const { lost, integrity } = look(join(place, "earshot.db"), acknowledged);
    process.stdout.write(
      `\nGoal: ${GOAL}. Acknowledged ${fixed(acknowledged.length)}, of these **${lost}** lost after kill -9; integrity check: ${integrity}.\n`,
    );
  });
