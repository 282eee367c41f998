import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { bodyOf } from "./bodies.ts";
import { closedLoop } from "./load.ts";
import { type Measured, startProcess } from "./process.ts";
import { CONNECTIONS, inFolder, program, ROUNDS, SECONDS } from "./setting.ts";
import { fixed, print, table } from "./table.ts";
import type { Statuses, Told } from "./traffic.ts";

/** Requests a second of others, while ours are measured. */
const TRAFFIC = Number(process.env.TRAFFIC ?? 200);
/** Another checkout, of before the dialects, to measure beside this one. */
const { BEFORE } = process.env;
/** Short and often: what else the machine does then falls on all, and a quiet moment is found sooner. */
const TURNS = ROUNDS * 4;
const TURN_SECONDS = SECONDS / 4;

type Setting = { name: string; folder?: string; traffic?: "ours" | "theirs" };
const THEIRS: Setting = { name: `beside ${TRAFFIC}/s by the dialects`, traffic: "theirs" };
const OURS: Setting = { name: `beside ${TRAFFIC}/s by our own API`, traffic: "ours" };
const ALONE: Setting = { name: "alone" };
const EARLIER: Setting[] = BEFORE
  ? [{ name: "alone, before there were dialects", folder: join(BEFORE, "bench/server") }]
  : [];

const BODIES = Array.from({ length: CONNECTIONS }, (_, person) => bodyOf(2_000, `ann-${person}`));
const CAPTURES = "/v1/feedback";
const LISTS = `${CAPTURES}?limit=50`;
const WORK = {
  captures: { bodies: BODIES, status: "201", connections: CONNECTIONS },
  lists: { bodies: undefined, status: "200", connections: 8 },
};
type Work = keyof typeof WORK;
type Figures = { rate: number; p95: number; cpuUs: number };
type Running = {
  setting: Setting;
  server: Measured;
  paths: Record<Work, string>;
  traffic?: ChildProcess;
  best: Partial<Record<Work, Figures>>;
};

/** A page of what the benchmark itself has captured: what the traffic adds is other work to list, and comes before it. */
const ownPage = async (server: Measured): Promise<string> => {
  const headers = { Authorization: `Bearer ${server.key}` };
  for (;;) {
    await closedLoop(server, CAPTURES, BODIES, { connections: CONNECTIONS, seconds: 0.5 });
    const answer = await fetch(server.url + LISTS, { headers });
    const { nextCursor } = (await answer.json()) as { nextCursor: string | null };
    const page = `${LISTS}&cursor=${nextCursor}`;
    const { data } = (await (await fetch(server.url + page, { headers })).json()) as { data?: unknown[] };
    if (data?.length === 50) return page;
  }
};

const start = async (setting: Setting, place: string): Promise<Running> => {
  const server = await startProcess(setting.folder ? join(setting.folder, "earshot.ts") : program("earshot.ts"), [
    place,
  ]);
  const paths = { captures: CAPTURES, lists: await ownPage(server) };
  const running: Running = { setting, server, paths, best: {} };
  if (!setting.traffic) return running;
  const traffic = fork(program("traffic.ts"), [server.url, setting.traffic, String(TRAFFIC)]);
  await once(traffic, "message");
  return { ...running, traffic };
};

/** Where the machine cannot do all of it, some are told to come again (503); anything else is a mistake of the measurement. */
const holdTo = (statuses: Statuses, expected: string[]): void => {
  if (Object.keys(statuses).some((status) => status !== "503" && !expected.includes(status)))
    throw new Error(`it answered ${JSON.stringify(statuses)}`);
};

/** What is done while a server's traffic goes, where it has any. */
const beside = async <T>(traffic: ChildProcess | undefined, work: () => Promise<T>): Promise<T> => {
  const tell = (told: Told) => traffic?.send(told);
  tell("go");
  const done = await work();
  if (!traffic) return done;
  const said = once(traffic, "message");
  tell("rest");
  const [statuses] = (await said) as [Statuses];
  holdTo(statuses, ["200", "201", "202"]);
  return done;
};

const turn = async ({ server, paths, traffic, best }: Running, work: Work): Promise<void> => {
  const path = paths[work];
  const { bodies, status, connections } = WORK[work];
  const { load, cpuUs } = await beside(traffic, async () => {
    await closedLoop(server, path, bodies, { connections, seconds: 0.2 }); // warm
    const before = server.cpuMs();
    const load = await closedLoop(server, path, bodies, { connections, seconds: TURN_SECONDS });
    return { load, cpuUs: ((server.cpuMs() - before) * 1_000) / load.done };
  });
  holdTo(load.statuses, [status]);
  const rate = (load.rate * (load.statuses[status] ?? 0)) / load.done;
  const known = best[work] ?? { ...load, rate, cpuUs };
  best[work] = {
    rate: Math.max(known.rate, rate),
    p95: Math.min(known.p95, load.p95),
    cpuUs: Math.min(known.cpuUs, cpuUs),
  };
};

/** What our own API does alone, and while clients of all dialects are served; and, where that is told, before there were any. */
export const dialects = (): Promise<void> =>
  inFolder(async (folder) => {
    const all: Running[] = [];
    try {
      for (const setting of [...EARLIER, ALONE, OURS, THEIRS])
        all.push(await start(setting, join(folder, String(all.length))));
      for (let round = 0; round < TURNS; round++)
        for (const work of ["captures", "lists"] as const) for (const running of all) await turn(running, work);
    } finally {
      for (const { server, traffic } of all) {
        traffic?.kill();
        await server.kill("SIGKILL");
      }
    }
    table(
      `Our own API beside the dialects: 2 KB captures over ${CONNECTIONS} connections, lists of 50 over 8, in turns, best of ${TURNS} of ${fixed(TURN_SECONDS, 1)} s`,
      "",
      "captures/s",
      "p95 ms",
      "CPU us each",
      "lists/s",
      "p95 ms",
      "CPU us each",
    );
    const figuresOf = (setting: Setting | undefined) => all.find((running) => running.setting === setting)?.best;
    for (const { setting, best, traffic } of all)
      print(
        setting.name,
        ...(["captures", "lists"] as const).flatMap((work) => {
          const { rate, p95, cpuUs } = best[work] as Figures;
          return [fixed(rate), fixed(p95, 1), traffic ? "" : fixed(cpuUs)]; // else it is that of the traffic, too
        }),
      );
    const ratio = (title: string, one: Setting, other: Setting | undefined): void => {
      const [a, b] = [figuresOf(one), figuresOf(other)];
      if (!a || !b) return;
      const cells = (["captures", "lists"] as const).flatMap((work) => {
        const [of, to] = [a[work] as Figures, b[work] as Figures];
        return [
          `**${fixed(of.rate / to.rate, 2)}**`,
          `**${fixed(of.p95 / to.p95, 2)}**`,
          one.traffic ? "" : fixed(of.cpuUs / to.cpuUs, 2),
        ];
      });
      print(title, ...cells);
    };
    ratio("the dialects' traffic to as much of our own", THEIRS, OURS);
    ratio("the dialects' traffic to none", THEIRS, ALONE);
    ratio("alone, to before", ALONE, EARLIER[0]);
  });
