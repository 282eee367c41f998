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

const status = (pid: number, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

/** Starts a server in a process of its own; it prints its address, and a key after a space. Linux only: it reads `/proc`. */
export const startProcess = async (
  script: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<Measured> => {
  const begin = performance.now();
  const child: ChildProcess = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (chunk) => resolve(String(chunk).trim()));
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code}`)));
  });
  const readyMs = performance.now() - begin;
  const [url = "", key = ""] = line.split(" ");
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
