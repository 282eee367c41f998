import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FirstKeys } from "../server/first-run.ts";

/** What `vite build --mode server` made: it starts quicker than its source, and is what operators run. */
const BUILT = fileURLToPath(new URL("../dist/server/main.mjs", import.meta.url));

/** What it prints for programs when it listens. */
export type Printed = { url: string; signInLink: string | null; keys: FirstKeys | null };

export type ServerProcess = {
  /** Where it listens, without a balancer in front: `http://127.0.0.1:PORT`. */
  url: string;
  /** From the start of the process until `/readyz` said 200, in milliseconds. */
  readyMs: number;
  isRunning(): boolean;
  printed: Promise<Printed>;
  /** The end of what it wrote to standard error. */
  said(): string;
  /** kill -9, and its end. */
  kill(): Promise<void>;
  /** As an operator stops it. @returns its exit code. */
  stop(): Promise<number | null>;
};

const READY_WITHIN_MS = 20_000;

/** The first answer 200 of `/readyz`, asked for again and again. */
const untilReady = async (url: string, child: ChildProcess): Promise<void> => {
  const end = performance.now() + READY_WITHIN_MS;
  while (child.exitCode === null && child.signalCode === null && performance.now() < end) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("the server did not get ready");
};

/**
 * The built server in a process of its own, made by its environment alone, as an operator runs it.
 *
 * @param port One that is free, and stays the same when the process is started again: clients keep their address.
 * @throws Error with what it said, when it ends before it is ready.
 */
export const startServerProcess = async (port: number, environment: Record<string, string>): Promise<ServerProcess> => {
  if (!existsSync(BUILT)) throw new Error("dist/server is not there: run `npm run build` first");
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(process.execPath, [BUILT, "start", "--json"], {
    env: { PATH: process.env.PATH, PORT: String(port), EARSHOT_LOG: "error", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = (said + chunk).slice(-10_000);
  });
  const printed = new Promise<Printed>((resolve) => {
    let line = "";
    child.stdout.on("data", (chunk) => {
      line += chunk;
      if (line.endsWith("\n")) resolve(JSON.parse(line) as Printed);
    });
  });
  const exited = new Promise<number | null>((ended) => child.once("exit", ended));
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return exited;
  };
  try {
    await untilReady(url, child);
  } catch (error) {
    await end("SIGKILL");
    throw new Error(`${(error as Error).message}: ${said}`);
  }
  return {
    url,
    readyMs: performance.now() - started,
    printed,
    said: () => said,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async kill() {
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
  };
};
