import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findExecutable } from "../../build/executable.ts";

const MAIN = new URL("../main.ts", import.meta.url).pathname;
const STRACE = findExecutable("strace");
const folder = mkdtempSync(join(tmpdir(), "earshot-durability-"));
const log = join(folder, "strace.log");
const traced = (): string => readFileSync(log, "utf8");

const ends: Array<() => Promise<unknown>> = [];
afterAll(async () => {
  for (const end of ends) await end();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the server, with everything that its threads write and sync in the log, in the order in which it happened. */
const startTraced = async (): Promise<{ url: string; key: string }> => {
  const calls = "trace=fsync,fdatasync,pwrite64,write,writev,sendto";
  const args = ["-f", "-qq", "-s", "40000", "-e", calls, "-o", log, process.execPath, MAIN, "start", "--json"];
  const child = spawn(STRACE ?? "strace", args, {
    env: { PATH: process.env.PATH, PORT: "0", EARSHOT_LOG: "silent", EARSHOT_DATA: join(folder, "data") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  ends.push(() => {
    // strace ends with the process that it traces: the first one in the log.
    process.kill(Number.parseInt(traced(), 10), "SIGKILL");
    return ended;
  });
  const line = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout.once("data", (chunk) => resolve(String(chunk)));
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    void ended.then(() => reject(new Error(`strace ended: ${said}`)));
  });
  const { url, keys } = JSON.parse(line);
  return { url, key: keys.secret };
};

// `npm test` installs strace where it may; only Linux has it.
test.skipIf(!STRACE)(
  "201 is sent only after the sync returned that followed the writing of the record",
  { timeout: 60_000 },
  async () => {
    const { url, key } = await startTraced();
    const marks = Array.from({ length: 4 }, (_, i) => `mark-${i}-${"x".repeat(12)}`);
    for (const content of marks) {
      const answer = await fetch(`${url}/v1/feedback`, {
        method: "POST",
        headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
        body: JSON.stringify({ content }),
      });
      expect(answer.status).toBe(201);
      await answer.text();
    }
    await expect.poll(() => traced().match(/HTTP\/1\.1 201/g)?.length).toBe(marks.length);
    const lines = traced().split("\n");
    let sent = -1;
    for (const mark of marks) {
      const written = lines.findIndex((line) => line.includes("pwrite64") && line.includes(mark));
      const synced = lines.findIndex((line, at) => at > written && /\b(fsync|fdatasync)\b.*\) += 0/.test(line));
      const earlier = sent;
      sent = lines.findIndex((line, at) => at > earlier && line.includes("HTTP/1.1 201"));
      expect(written, `${mark} was written`).toBeGreaterThan(-1);
      expect(synced, `${mark} was synced`).toBeGreaterThan(written);
      expect(sent, `${mark} was answered after that`).toBeGreaterThan(synced);
    }
  },
);
