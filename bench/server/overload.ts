import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../server/store/sqlite/open-database.ts";
import { openLoop } from "./load.ts";
import { startProcess } from "./process.ts";
import { inFolder, program } from "./setting.ts";
import { fixed, print, table } from "./table.ts";

const BODY_BYTES = 2_000;
const PEAK_SECONDS = 8;
const SECONDS = Number(process.env.OVERLOAD_SECONDS ?? 30);
const TIMES = 10;

/** Ten times the load that the server can carry, from many clients; then a kill -9, and a look at what is on disk. */
export const overload = (): Promise<void> =>
  inFolder(async (folder) => {
    const place = join(folder, "overload");
    mkdirSync(place);
    const server = await startProcess(program("earshot.ts"), [place]);
    const { url, key } = server;
    const idsFile = join(folder, "ids");
    const target = { url, key, path: "/v1/feedback", bodyBytes: BODY_BYTES };
    // More than it can do over few connections: each sends its next when it has the answer to the last, and none is refused.
    const most = { ...target, rate: 50_000, connections: 32, addresses: 32 };
    await openLoop({ ...most, seconds: 2 });
    const before = await openLoop({ ...most, seconds: PEAK_SECONDS });
    const peak = (before.answers[201]?.count ?? 0) / PEAK_SECONDS;
    const rate = Math.ceil(peak * TIMES);
    const { due, unanswered, broken, answers } = await openLoop({
      ...target,
      rate,
      seconds: SECONDS,
      connections: 512,
      addresses: 128,
      idsFile,
    });
    await server.kill("SIGKILL");
    const database = openDatabase(join(place, "earshot.db"));
    const kept = new Set(
      database
        .prepare("SELECT id FROM feedback")
        .all()
        .map((row) => String(row.id)),
    );
    const [{ integrity_check: integrity } = { integrity_check: "unknown" }] = database
      .prepare("PRAGMA integrity_check")
      .all() as Array<{ integrity_check: string }>;
    database.close();
    const acknowledged = readFileSync(idsFile, "utf8").split("\n").filter(Boolean);
    const lost = acknowledged.filter((id) => !kept.has(id)).length;
    const [done, refused] = [answers[201], answers[503]];
    const goodput = (done?.count ?? 0) / SECONDS;
    table(`Overload: ${TIMES} times what it can carry, 2 KB captures, ${SECONDS} s`, "figure", "measured", "goal");
    print("peak, 32 connections", `${fixed(peak)}/s`, "");
    print("asked for", `${fixed(rate)}/s`, "");
    print("answered or refused", `${fixed((due - unanswered) / SECONDS)}/s`, "all that was asked for");
    print("goodput", `${fixed(goodput)}/s, **${fixed((goodput / peak) * 100)} %** of the peak`, "at least 80 %");
    print("captures let in, p50 / p99", `${fixed(done?.sentP50 ?? 0)} / ${fixed(done?.sentP99 ?? 0)} ms`, "");
    print(
      "refusals, p50 / p99 from sent",
      `${fixed(refused?.sentP50 ?? 0, 1)} / **${fixed(refused?.sentP99 ?? 0, 1)}** ms`,
      "p99 under 5 ms",
    );
    print("refusals, p50 / p99 from due", `${fixed(refused?.p50 ?? 0, 1)} / ${fixed(refused?.p99 ?? 0, 1)} ms`, "");
    print(
      "other answers, broken connections",
      `${
        Object.keys(answers)
          .filter((status) => !/201|503/.test(status))
          .join(" ") || "none"
      }, ${broken}`,
      "none, 0",
    );
    print(
      "acknowledged, of these lost after kill -9",
      `${fixed(acknowledged.length)}, **${lost}**; integrity ${integrity}`,
      "0 lost",
    );
  });
