import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";

export const ROOT = dirname(import.meta.dirname);

/** What came of a command: its exit code (1 where it could not start or took too long) and both its outputs, in order. */
export type Ran = { code: number; output: string };

export type RunOptions = {
  /** Variables beside those of this process. */
  env?: Record<string, string>;
  /** Killed after this long, in milliseconds; 15 minutes by default. */
  limitMs?: number;
};

const FIFTEEN_MINUTES = 15 * 60_000;

/** Runs a command in the project's folder and keeps what it says. Never rejects. */
export const run = (command: string, args: string[], { env = {}, limitMs = FIFTEEN_MINUTES }: RunOptions = {}) =>
  new Promise<Ran>((settle) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: limitMs,
    });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    const output = (last = "") => `${Buffer.concat(chunks).toString("utf8")}${last}`;
    child.on("error", (error) => settle({ code: 1, output: output(`${error.message}\n`) }));
    child.on("close", (code, signal) =>
      settle(
        code === null
          ? { code: 1, output: output(`Stopped by ${signal}; a step may take ${limitMs / 60_000} minutes.\n`) }
          : { code, output: output() },
      ),
    );
  });

/**
 * Runs a tool of `node_modules` on the very Node this process runs on, also where the system's own is older.
 *
 * @param packageName The npm package that brings it.
 * @param name The tool's name among the package's commands.
 */
export const runTool = (packageName: string, name: string, args: string[], options: RunOptions = {}): Promise<Ran> => {
  const folder = resolve(ROOT, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { bin: Record<string, string> };
  const script = bin[name];
  if (!script) throw new Error(`${packageName} has no command ${name}`);
  const path = [dirname(process.execPath), join(ROOT, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  const color: Record<string, string> = process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };
  return run(process.execPath, [join(folder, script), ...args], {
    ...options,
    env: { ...color, ...options.env, PATH: path },
  });
};
