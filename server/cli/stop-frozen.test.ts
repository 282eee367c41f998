import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startPostgres } from "../../build/services/postgres.ts";

const MAIN = new URL("../main.ts", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "earshot-stop-"));
const ends: Array<() => unknown> = [() => rmSync(folder, { recursive: true, force: true })];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

test("SIGTERM while the database stands still: the request under way is told to come back, and the process ends within 14 s and says what it cut", async () => {
  const postgres = await startPostgres();
  ends.push(() => postgres.close());
  const child = spawn(process.execPath, [MAIN, "start", "--json"], {
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      EARSHOT_DATA: folder,
      DATABASE_URL: await postgres.createDatabase("stop"),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  ends.push(() => child.kill("SIGKILL"));
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const line = await new Promise<string>((resolve) => child.stdout.once("data", (chunk) => resolve(String(chunk))));
  const { url, keys } = JSON.parse(line);
  const list = () => fetch(`${url}/v1/feedback`, { headers: { Authorization: `Bearer ${keys.secret}` } });
  expect((await list()).status).toBe(200); // to be counted, a few seconds later

  postgres.freeze();
  const underWay = list();
  await new Promise((resolve) => setTimeout(resolve, 200)); // it has arrived
  const begun = performance.now();
  child.kill("SIGTERM");
  const answer = await underWay;
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await exited).toBe(1);
  expect(performance.now() - begun).toBeLessThan(14_000);
  expect(said).toMatch(/"message":"stopped before all had ended","cut":"[^"]*the count of what was used"/);
}, 60_000);
