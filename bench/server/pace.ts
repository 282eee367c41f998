import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { bodyOf } from "./bodies.ts";
import { closedLoop, openLoop } from "./load.ts";
import { startProcess } from "./process.ts";
import { CONNECTIONS, inFolder, program, ROUNDS, SECONDS } from "./setting.ts";
import { fixed, print, table } from "./table.ts";

const SIZES = [2_000, 200_000];
const MOST_CONNECTIONS = 256;
const SERVERS = ["ceiling", "earshot"] as const;

/** How long captures take when they come at a fixed rate, half of what the ceiling can do, from when each was due. */
export const pace = (): Promise<void> =>
  inFolder(async (folder) => {
    table(
      `Captures at half the ceiling's rate, open loop, best of ${ROUNDS} rounds of ${SECONDS} s`,
      "body",
      "rate/s",
      "server",
      "p50 ms",
      "p99 ms",
      "unanswered",
      "not 201",
      "p99 against the ceiling's (goal: at most 3)",
    );
    for (const bodyBytes of SIZES) {
      const best = { ceiling: [Infinity, Infinity, 0, 0], earshot: [Infinity, Infinity, 0, 0] };
      let rate = 0;
      for (let round = 0; round < ROUNDS; round++)
        for (const name of SERVERS) {
          const place = join(folder, `${name}-${bodyBytes}-${round}`);
          mkdirSync(place);
          const server = await startProcess(program(`${name}.ts`), [place]);
          const body = bodyOf(bodyBytes);
          const warm = await closedLoop(server, "/v1/feedback", body, { connections: CONNECTIONS, seconds: 2 });
          if (rate === 0) rate = Math.floor(warm.rate / 2);
          const { url, key } = server;
          const { answers, unanswered } = await openLoop({
            url,
            key,
            path: "/v1/feedback",
            bodyBytes,
            rate,
            seconds: SECONDS,
            connections: MOST_CONNECTIONS,
            addresses: 8,
          });
          await server.kill("SIGKILL");
          const { p50 = Infinity, p99 = Infinity } = answers[201] ?? {};
          const other = Object.entries(answers).reduce(
            (sum, [status, { count }]) => sum + (status === "201" ? 0 : count),
            0,
          );
          const [leastP50 = 0, leastP99 = 0, lost = 0, refused = 0] = best[name];
          best[name] = [Math.min(leastP50, p50), Math.min(leastP99, p99), lost + unanswered, refused + other];
        }
      for (const name of SERVERS) {
        const [p50 = 0, p99 = 0, lost = 0, refused = 0] = best[name];
        const ratio = name === "earshot" ? `**${fixed(p99 / (best.ceiling[1] ?? 0), 2)}**` : "";
        print(`${bodyBytes / 1_000} KB`, fixed(rate), name, fixed(p50, 1), fixed(p99, 1), lost, refused, ratio);
      }
    }
  });
