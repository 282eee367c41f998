import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findExecutable } from "../../build/executable.ts";
import { openLoop } from "./load.ts";
import { type Measured, startProcess } from "./process.ts";
import { CONNECTIONS, inFolder, program, SECONDS } from "./setting.ts";
import { fixed, print, table } from "./table.ts";

const DELAY_MS = 5;
const SYNCS = "fsync,fdatasync";

/** As many captures as so many callers can have, each sending its next when it has the answer to the last. */
const captures = async ({ url, key }: Measured, seconds: number): Promise<number> => {
  const post = { url, key, path: "/v1/feedback", bodyBytes: 2_000, connections: CONNECTIONS, addresses: CONNECTIONS };
  const { answers } = await openLoop({ ...post, rate: 20_000, seconds });
  const { 201: done, ...others } = answers;
  if (!done || Object.keys(others).length > 0) throw new Error(`not all were captured: ${JSON.stringify(answers)}`);
  return done.count;
};

/** What it costs that a 2xx comes only after the disk has said yes: captures a sync, and captures on a disk that is slow. */
export const durability = (): Promise<void> =>
  inFolder(async (folder) => {
    const strace = findExecutable("strace");
    if (!strace) return void process.stdout.write("\nNo strace here: durability is not measured.\n");
    const traced = (name: string, ...more: string[]) => {
      const place = join(folder, String(Math.random()));
      mkdirSync(place);
      const log = join(place, "strace.log");
      const under = [strace, "-f", "--seccomp-bpf", "-qq", "-e", `trace=${SYNCS}`, "-o", log, ...more];
      return startProcess(program(name), [place], {}, under).then((server) => ({
        server,
        syncs: () => readFileSync(log, "utf8").match(/\) += 0/g)?.length ?? 0,
        end: async () => {
          const pid = Number(readFileSync(log, "utf8").split(" ", 1)[0]);
          // strace ends with what it traces, and not before.
          const ended = server.kill("SIGCONT");
          process.kill(pid, "SIGKILL");
          await ended;
        },
      }));
    };

    const plain = await traced("earshot.ts");
    await captures(plain.server, 1);
    const before = plain.syncs();
    const grouped = await captures(plain.server, SECONDS);
    const perSync = grouped / (plain.syncs() - before);
    await plain.end();

    const slow = `inject=${SYNCS}:delay_exit=${DELAY_MS * 1_000}`;
    const each = await traced("bare-commits.ts", "-e", slow);
    const bare = (await captures(each.server, SECONDS)) / SECONDS;
    await each.end();

    const slowed = await traced("earshot.ts", "-e", slow);
    const { url, key } = slowed.server;
    await captures(slowed.server, 1);
    const path = "/v1/feedback?limit=1";
    const get = { url, key, path, bodyBytes: 0, rate: 50, seconds: SECONDS, connections: 4 };
    const syncsBefore = slowed.syncs();
    const [together, reads] = await Promise.all([captures(slowed.server, SECONDS), openLoop(get)]);
    const rate = together / SECONDS;
    const slowPerSync = together / (slowed.syncs() - syncsBefore);
    await slowed.end();

    const times = rate / bare;
    const getP99 = reads.answers[200]?.p99 ?? 0;
    table(`Durability, ${CONNECTIONS} connections, 2 KB captures, ${SECONDS} s each`, "figure", "measured", "goal");
    print("captures a sync", `**${fixed(perSync, 1)}** (${fixed(grouped / SECONDS)}/s)`, "at least 5");
    print(`${DELAY_MS} ms added to every sync: a commit for each request`, `${fixed(bare)}/s`, "");
    print(
      `the same: Earshot`,
      `${fixed(rate)}/s (${fixed(slowPerSync, 1)} a sync), **${fixed(times, 1)}** times`,
      "at least 15 times",
    );
    print(
      `the same: p99 of a GET meanwhile`,
      `**${fixed(getP99, 1)}** ms (p50 ${fixed(reads.answers[200]?.p50 ?? 0, 1)})`,
      "under 20 ms",
    );
  });
