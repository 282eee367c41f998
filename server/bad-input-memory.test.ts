import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PAGE } from "../server-stub/asking.ts";
import { rawExchange } from "../server-stub/raw-exchange.ts";

/*
 * What the server holds while it is sent the worst bodies, one after the other and several at once. It runs in a process of its
 * own, so that the bodies that this one makes do not count.
 */
const MOST_MORE_MB = 120;

let child: ChildProcess;
let server: { url: string; publishable: string; secret: string };
beforeAll(async () => {
  const script = fileURLToPath(new URL("../server-stub/stub-process.ts", import.meta.url));
  child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (chunk) => resolve(String(chunk)));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  server = JSON.parse(line) as typeof server;
}, 60_000);
afterAll(async () => {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
});

/** The most memory it has ever held, in megabytes. */
const peakMb = (): number =>
  Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024;

const send = async (body: string | Uint8Array, more: Record<string, string> = {}): Promise<number> => {
  const headers = {
    Authorization: `Bearer ${server.publishable}`,
    Origin: PAGE,
    "Content-Type": "application/json",
    ...more,
  };
  const answer = await fetch(`${server.url}/v1/feedback`, { method: "POST", headers, body: body as string });
  await answer.arrayBuffer();
  return answer.status;
};

const EIGHT_MB = 8_000_000;
const keys = (count: number): string =>
  `{"content":"x",${Array.from({ length: count }, (_, i) => `"${i}":0`).join(",")}}`;
const WORST: Array<[string, () => string | Uint8Array, Record<string, string>?]> = [
  ["lists 4 million deep", () => "[".repeat(EIGHT_MB / 2) + "]".repeat(EIGHT_MB / 2)],
  ["objects 100,000 deep", () => `${'{"a":'.repeat(100_000)}0${"}".repeat(100_000)}`],
  ["never closed", () => "[".repeat(EIGHT_MB)],
  ["of a million keys, all it may send", () => keys(1_000_000).slice(0, EIGHT_MB)],
  ["of 700,000 keys", () => keys(700_000)],
  ["of 4 million list entries", () => `{"content":"x","tags":[${"0,".repeat(EIGHT_MB / 2 - 20)}0]}`],
  ["with a number of 8 million digits", () => `{"content":"x","rating":${"1".repeat(EIGHT_MB - 30)}}`],
  ["of escapes", () => `{"content":"${"\\u0041".repeat(EIGHT_MB / 6 - 10)}"}`],
  ["of half characters", () => `{"content":"${"\\ud800".repeat(EIGHT_MB / 6 - 10)}"}`],
  ["of quotes", () => '"'.repeat(EIGHT_MB)],
  ["of NULs", () => Buffer.alloc(EIGHT_MB)],
  ["in UTF-16", () => Buffer.from(`\ufeff{"content":"${"x".repeat(EIGHT_MB / 2 - 20)}"}`, "utf16le")],
  [
    "that unpacks to 500 MB",
    () => gzipSync(Buffer.alloc(500_000_000, " "), { level: 1 }),
    { "Content-Encoding": "gzip" },
  ],
  ["larger than it may be", () => `{"content":"${"x".repeat(2 * EIGHT_MB)}"}`],
];

// Linux alone says what a process holds in a file.
test.skipIf(!existsSync("/proc/self/status"))(
  "the worst bodies, and requests that never become one, leave what the server holds nearly as it was",
  async () => {
    // First what an honest sender may cost: the largest body that is taken.
    for (let times = 0; times < 6; times++)
      expect(
        await send(
          JSON.stringify({
            content: "x",
            logs: Array(500).fill({ level: "info", message: "y".repeat(2_000), at: "2026-01-01T00:00:00Z" }),
          }),
        ),
      ).toBe(201);
    for (let times = 0; times < 3; times++) expect(await send(`{"content":"${"x".repeat(EIGHT_MB - 20)}"}`)).toBe(400);
    const before = peakMb();

    for (const [name, make, headers] of WORST) {
      const body = make();
      const status = await send(body, headers);
      expect([name, status >= 400 && status < 500]).toEqual([name, true]);
      const four = await Promise.all(Array.from({ length: 4 }, () => send(body, headers)));
      expect([name, four.filter((one) => one < 400 || one >= 500)]).toEqual([name, []]);
    }
    const line = "GET /v1/feedback HTTP/1.1\r\nHost: localhost\r\n";
    await Promise.all([
      ...Array.from({ length: 50 }, () => rawExchange(server.url, `${line}X: ${"y".repeat(60_000)}`)),
      ...Array.from({ length: 50 }, () => rawExchange(server.url, line + "a:\r\n".repeat(3_000))),
      ...Array.from({ length: 50 }, () =>
        rawExchange(server.url, "POST /v1/feedback HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n\r\n"),
      ),
    ]);
    expect(peakMb() - before).toBeLessThan(MOST_MORE_MB);

    const list = await fetch(`${server.url}/v1/feedback`, { headers: { Authorization: `Bearer ${server.secret}` } });
    expect(((await list.json()) as { data: unknown[] }).data).toHaveLength(6);
  },
  120_000,
);

test("whoever sends too much is told so, and does not find the connection cut: that would look like being offline", async () => {
  const body = "x".repeat(2 * EIGHT_MB);
  for (let round = 0; round < 4; round++) {
    const statuses = await Promise.all(Array.from({ length: 6 }, () => send(body)));
    expect(statuses).toEqual(Array(6).fill(413));
  }
}, 60_000);
