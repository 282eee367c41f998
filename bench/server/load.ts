import { spawn } from "node:child_process";
import { Agent, request } from "node:http";
import type { OpenLoad, OpenResult } from "./open-loop.ts";
import { percentile } from "./percentile.ts";
import { program } from "./setting.ts";

export type Load = {
  rate: number;
  p50: number;
  p95: number;
  p99: number;
  done: number;
  statuses: Record<string, number>;
};

/** One exchange over a kept connection; its time in milliseconds, and its status. */
export const exchange = (
  agent: Agent,
  url: string,
  headers: Record<string, string>,
  body?: Buffer,
): Promise<{ ms: number; status: number }> =>
  new Promise((resolve) => {
    const begin = performance.now();
    const call = request(
      url,
      {
        agent,
        method: body ? "POST" : "GET",
        headers: { ...headers, ...(body ? { "Content-Type": "application/json", "Content-Length": body.length } : {}) },
      },
      (answer) => {
        answer.resume();
        answer.once("end", () => resolve({ ms: performance.now() - begin, status: answer.statusCode ?? 0 }));
      },
    );
    call.once("error", () => resolve({ ms: performance.now() - begin, status: 0 }));
    call.end(body);
  });

/**
 * Closed loop: so many connections, each sending its next request when it has the answer to the last.
 *
 * @param body What is posted, or what the connections post in turn; a GET without.
 */
export const closedLoop = async (
  target: { url: string; key: string },
  path: string,
  body: Buffer | Buffer[] | undefined,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Load> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers: Record<string, string> = target.key ? { Authorization: `Bearer ${target.key}` } : {};
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  const begin = performance.now();
  const end = begin + seconds * 1_000;
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      const own = Array.isArray(body) ? body[connection % body.length] : body;
      while (performance.now() < end) {
        const { ms, status } = await exchange(agent, target.url + path, headers, own);
        times.push(ms);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    }),
  );
  const took = (performance.now() - begin) / 1_000;
  agent.destroy();
  return {
    rate: times.length / took,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    done: times.length,
    statuses,
  };
};

/** Open loop: a fixed rate, from a process of its own (`open-loop.ts`). */
export const openLoop = (load: OpenLoad): Promise<OpenResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program("open-loop.ts"), JSON.stringify(load)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    child.once("close", (code) =>
      code === 0 ? resolve(JSON.parse(said)) : reject(new Error(`open-loop ended with ${code}`)),
    );
  });
