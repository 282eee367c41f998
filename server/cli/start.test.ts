import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import type { Feedback, FeedbackList } from "../../shared/contract/record.ts";
import { dataUrl, samplePng } from "../images/sample-images.ts";

const MAIN = new URL("../main.ts", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "earshot-start-"));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

type Started = { child: ChildProcess; out: string; url: string; exited: Promise<number | null> };

/** Starts the server in a process of its own, without a terminal, and waits until it says where it listens. */
const start = (environment: Record<string, string>): Promise<Started> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, "start"], {
      env: { PATH: process.env.PATH, PORT: "0", EARSHOT_LOG: "silent", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    const exited = new Promise<number | null>((ended) => child.once("exit", ended));
    let out = "";
    let err = "";
    child.stderr?.on("data", (chunk) => {
      err += chunk;
    });
    child.stdout?.on("data", (chunk) => {
      out += chunk;
      const url = /listening on (\S+)/.exec(out)?.[1];
      if (url && out.endsWith("\n\n")) resolve({ child, out, url, exited });
    });
    void exited.then((code) => reject(Object.assign(new Error(err), { code })));
  });

/** Starts and expects it to give up: its exit code and all it said. */
const failure = async (environment: Record<string, string>): Promise<{ code: number; said: string }> => {
  const error = await start(environment).then(
    () => Promise.reject(new Error("it started")),
    (reason: Error & { code: number }) => reason,
  );
  return { code: error.code, said: error.message };
};

const keysOf = (out: string) => ({
  publishable: /ear_pub_[\w-]+/.exec(out)?.[0] ?? "",
  secret: /ear_sk_[\w-]+/.exec(out)?.[0] ?? "",
});

test("the first start shows two keys, a sign-in link and a command that works as it stands; the second keeps everything and shows no key", async () => {
  const environment = { EARSHOT_DATA: join(folder, "first"), EARSHOT_OWNER_ROLE: "engineering" };
  const first = await start(environment);
  const { publishable, secret } = keysOf(first.out);
  expect(first.out).toContain(`${first.url}/docs`);
  expect(first.out).toContain(`${first.url}/demo`);

  const command = /curl .*/.exec(first.out)?.[0] ?? "";
  const shell = spawn("bash", ["-c", `${command} -s -o /dev/null -w '%{http_code}'`]);
  let status = "";
  for await (const chunk of shell.stdout) status += chunk;
  expect(status).toBe("201");

  const token = /#sign-in=(\S+)/.exec(first.out)?.[1];
  const session = await fetch(`${first.url}/v1/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  });
  expect(await session.json()).toMatchObject({ member: { role: "engineering" } });

  first.child.kill("SIGTERM");
  expect(await first.exited).toBe(0);

  const second = await start(environment);
  expect(second.out).not.toMatch(/ear_sk_|ear_pub_/);
  expect(/#sign-in=(\S+)/.exec(second.out)?.[1]).not.toBe(token);
  const list = await fetch(`${second.url}/v1/feedback`, { headers: { Authorization: `Bearer ${secret}` } });
  expect(((await list.json()) as FeedbackList).data.map(({ content }) => content)).toEqual(["Hello from curl"]);
  const demo = await fetch(`${second.url}/v1/config`, {
    headers: { Authorization: `Bearer ${publishable}`, Origin: second.url },
  });
  expect(demo.status).toBe(200);
  second.child.kill("SIGTERM");
  expect(await second.exited).toBe(0);
});

test("kill -9 right after a 201, twenty times: every record is there with its picture, and the database is whole", async () => {
  const environment = { EARSHOT_DATA: join(folder, "killed") };
  const bytes = samplePng(300, 200);
  const acknowledged: string[] = [];
  let secret = "";
  for (let round = 0; round < 20; round++) {
    const { child, out, url, exited } = await start(environment);
    secret ||= keysOf(out).secret;
    const headers = { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" };
    if (round > 0) {
      const last = acknowledged.at(-1);
      const record = (await (await fetch(`${url}/v1/feedback/${last}`, { headers })).json()) as Feedback;
      expect(record.content).toBe(`round ${round - 1}`);
      const picture = await fetch(url + record.screenshot?.url, { headers });
      expect(Buffer.from(await picture.arrayBuffer()).equals(bytes)).toBe(true);
    }
    const answer = await fetch(`${url}/v1/feedback`, {
      method: "POST",
      headers: { ...headers, "Idempotency-Key": randomUUID() },
      body: JSON.stringify({ content: `round ${round}`, screenshotDataUrl: dataUrl(bytes) }),
    });
    expect(answer.status).toBe(201);
    child.kill("SIGKILL"); // before the body is read: the status line is the promise
    acknowledged.push(((await answer.json()) as { id: string }).id);
    await exited;
  }
  const database = new DatabaseSync(join(folder, "killed", "earshot.db"));
  expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  expect(database.prepare("SELECT id FROM feedback ORDER BY id").all()).toEqual(acknowledged.map((id) => ({ id })));
  expect(database.prepare("SELECT count(*) AS events FROM events").get()).toEqual({ events: 20 });
  database.close();
}, 60_000);

test.each([
  [
    "a broken setting",
    { PORT: "eighty" },
    /^Earshot cannot start: PORT must be a whole number from 0 to 65535\. Correct it in the environment: .*\n$/,
  ],
  ["an unknown role", { EARSHOT_OWNER_ROLE: "king" }, /^Earshot cannot start: EARSHOT_OWNER_ROLE must be one of .*\n$/],
  [
    "a folder that cannot be made",
    { EARSHOT_DATA: "/dev/null/earshot" },
    /^Earshot cannot start: the data folder .*EARSHOT_DATA.*\.\n$/,
  ],
])("%s is one clear sentence and a non-zero exit", async (_, environment, sentence) => {
  const { code, said } = await failure({ EARSHOT_DATA: join(folder, "unused"), ...environment });
  expect(code).toBe(1);
  expect(said).toMatch(sentence);
});

test("a database of a newer version is one clear sentence and a non-zero exit", async () => {
  const EARSHOT_DATA = join(folder, "newer");
  const { child, exited } = await start({ EARSHOT_DATA });
  child.kill("SIGTERM");
  await exited;
  const database = new DatabaseSync(join(EARSHOT_DATA, "earshot.db"));
  database.exec("UPDATE schema_version SET version = 999");
  database.close();
  const { code, said } = await failure({ EARSHOT_DATA });
  expect(code).toBe(1);
  expect(said).toMatch(/^Earshot cannot start: .* belongs to a newer Earshot: the database has schema 999, .*\n$/);
  expect(said.split("\n")).toHaveLength(2);
});

test("a file in the place of the database is one clear sentence and a non-zero exit", async () => {
  const EARSHOT_DATA = mkdtempSync(join(folder, "garbage-"));
  writeFileSync(join(EARSHOT_DATA, "earshot.db"), "x".repeat(5_000));
  const { code, said } = await failure({ EARSHOT_DATA });
  expect([code, said.split("\n").length]).toEqual([1, 2]);
  expect(said).toMatch(/data folder .* cannot be used/);
});

test("a port that is taken is one clear sentence and a non-zero exit", async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, "127.0.0.1", listening));
  const { port } = other.address() as { port: number };
  const EARSHOT_DATA = join(folder, "port");
  const { code, said } = await failure({ EARSHOT_DATA, PORT: String(port) });
  other.close();
  expect(code).toBe(1);
  expect(said).toBe(
    `Earshot cannot start: port ${port} is taken. Stop what listens there, or choose another with PORT.\n`,
  );

  // Nothing was made meanwhile: the keys are shown by the start that succeeds.
  const { child, out, exited } = await start({ EARSHOT_DATA });
  expect(keysOf(out).secret).not.toBe("");
  child.kill("SIGTERM");
  await exited;
});
