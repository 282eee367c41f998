import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export type Measured = {
  url: string;
  /** The secret key, where the server wants one. */
  key: string;
  /** Milliseconds from spawn to the first line it printed. */
  readyMs: number;
  /** CPU milliseconds so far, user and system, all threads. */
  cpuMs(): number;
  /** Resident megabytes, now and at most so far. */
  rss(): { now: number; peak: number };
  kill(signal?: NodeJS.Signals): Promise<void>;
};

/** An address, and a key after a space; or `earshot start --json`, which tells its keys at the first start only. */
const read = (line: string): { url: string; key: string } => {
  if (!line.startsWith("{")) {
    const [url = "", key = ""] = line.split(" ");
    return { url, key };
  }
  const { url, keys } = JSON.parse(line);
  return { url: url.replace("localhost", "127.0.0.1"), key: keys?.secret ?? "" };
};

const status = (pid: number, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

/**
 * Starts a server in a process of its own, which prints where it listens. Linux only: it reads `/proc`.
 *
 * @param under A program that runs it, with its arguments: `strace ...`. What is measured then is that program.
 */
export const startProcess = async (
  script: string,
  args: string[],
  environment: Record<string, string> = {},
  under: string[] = [],
): Promise<Measured> => {
  const begin = performance.now();
  const [first = "", ...rest] = [...under, process.execPath, script, ...args];
  const child: ChildProcess = spawn(first, rest, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (chunk) => resolve(String(chunk).trim()));
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code}`)));
  });
  const readyMs = performance.now() - begin;
  const { url, key } = read(line);
  const pid = child.pid ?? 0;
  return {
    url,
    key,
    readyMs,
    cpuMs() {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      return (Number(fields[11]) + Number(fields[12])) * 10; // clock ticks of 10 ms
    },
    rss: () => ({ now: status(pid, "VmRSS"), peak: status(pid, "VmHWM") }),
    kill: (signal = "SIGTERM") =>
      new Promise((ended) => {
        child.once("exit", () => ended());
        child.kill(signal);
      }),
  };
};
