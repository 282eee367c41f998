import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningPostgres, startPostgres } from "../../build/services/postgres.ts";
import { moveState } from "../store/moves.ts";
import { openPostgresDestination } from "./destination.ts";
import { dumpOf, makeSampleInstallation } from "./sample-installation.ts";
import { snapshotOfPostgres, snapshotOfSqlite } from "./snapshot.ts";

const MAIN = new URL("../main.ts", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "earshot-migrate-killed-"));
let postgres: RunningPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(async () => {
  await postgres.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command, and ends it as a crash would when it has said this. */
const runUntil = (url: string, killAt: RegExp | undefined): Promise<{ code: number | null; err: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, "migrate", "--from", "sqlite", "--to", "postgres"], {
      env: { PATH: process.env.PATH, EARSHOT_DATA: folder, DATABASE_URL: url },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let err = "";
    child.stderr.on("data", (chunk) => {
      err += chunk;
      if (killAt?.test(err)) child.kill("SIGKILL");
    });
    child.once("close", (code) => resolve({ code, err }));
  });

test("killed again and again, wherever it is, it goes on when it is run again, and ends with all of it", async () => {
  await makeSampleInstallation(
    folder,
    { feedback: 600, pictures: 400, events: 600, deliveries: 1_200, audit: 700 },
    { pictureBytes: 30_000 },
  );
  const url = await postgres.createDatabase("killed");
  const kept: number[] = [];
  // In the middle of tables, at their first rows and their last, and in the last table of all.
  for (const killAt of [
    /from .* to/,
    /feedback: 50 of/,
    /feedback: \d+ of/,
    /pictures: \d+ of/,
    /deliveries: 500 of/,
    /audit: \d+ of/,
  ]) {
    const { code, err } = await runUntil(url, killAt);
    expect([code, err]).toEqual([null, expect.stringMatching(killAt)]);
    const { engine } = await openPostgresDestination(url);
    const [feedback, search] = await Promise.all(
      (["feedback", "feedback_search"] as const).map((name) =>
        engine.read(
          engine.sql
            .selectFrom(name as "feedback")
            .select(({ fn }) => fn.countAll<number>().as("rows"))
            .compile(),
        ),
      ),
    );
    expect(search, "a feedback is never without its words").toEqual(feedback);
    kept.push(feedback?.[0]?.rows ?? 0);
    expect((await moveState(engine))?.finishedAt ?? null).toBeNull();
    await engine.close();
  }
  expect(kept, "nothing that was moved is moved again from the beginning").toEqual(kept.toSorted((a, b) => a - b));
  expect(kept.some((rows) => rows > 0 && rows < 600)).toBe(true);
  expect(kept.at(-1)).toBe(600);

  const { code, err } = await runUntil(url, undefined);
  expect([code, err]).toEqual([0, expect.stringContaining("audit: 700 of 700")]);
  const [source, destination] = [snapshotOfSqlite(folder), await snapshotOfPostgres(url)];
  expect(await dumpOf(destination)).toEqual(await dumpOf(source));
  expect((await moveState(destination))?.finishedAt).toBeGreaterThan(0);
  await Promise.all([source.close(), destination.close()]);
}, 120_000);
