import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findExecutable } from "../executable.ts";
import { freePort } from "./free-port.ts";

export const findRedis = (): string | undefined => findExecutable("redis-server", "valkey-server");

export type RunningRedis = {
  url: string;
  /** Stops it as a crash would; `start` begins again, empty. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

/** Starts a real Redis on a free port of this machine, keeping nothing on disk. */
export const startRedis = async (): Promise<RunningRedis> => {
  const program = findRedis();
  if (!program) throw new Error("Redis is not installed: install the package redis-server");
  const folder = mkdtempSync(join(tmpdir(), "earshot-redis-"));
  const port = await freePort();
  let child: ChildProcess | undefined;
  const start = (): Promise<void> =>
    new Promise((ready, failed) => {
      const started = spawn(program, ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      child = started;
      let said = "";
      started.stdout.on("data", (chunk) => {
        said += chunk;
        if (/ready to accept connections/i.test(said)) ready();
      });
      started.once("exit", () => failed(new Error(`Redis did not start: ${said}`)));
    });
  const stop = (signal: NodeJS.Signals): Promise<void> =>
    new Promise((ended) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return ended();
      child.once("exit", () => ended());
      child.kill(signal);
    });
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => stop("SIGKILL"),
    start,
    async close() {
      await stop("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
