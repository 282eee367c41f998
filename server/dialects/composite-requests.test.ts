import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askingComposite } from "../../server-stub/asking-composite.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

/**
 * Requests as clients of Composite write them: with curl, with fetch and with Python's requests, by the product's public pages where
 * these show one. Each is a program that is told nothing of ours but the address and the keys, and prints statuses and ids.
 */
const CURL = `
say() { curl -sS -o /dev/null -w '%{http_code}\\n' "$@"; }
say -X POST "$ADDRESS/v1/events" \\
  -H "Authorization: Bearer $PUBLIC_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"name": "page_viewed", "properties": {}}'
say -X POST "$ADDRESS/v1/events?api_key=$PUBLIC_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"name": "page_viewed"}'
say "$ADDRESS/v1/users" -H "Authorization: Bearer $PUBLIC_KEY"
say "$ADDRESS/v1/events" -H "Authorization: Bearer $SECRET_KEY"
`;
const FETCH = `
const call = async (url, options, retries = 3) => {
  for (let attempt = 0; attempt < retries; attempt++) {
    const res = await fetch(process.env.ADDRESS + url, options);
    if (res.status !== 429) return console.log(res.status);
    const seconds = Number(res.headers.get("Retry-After") ?? 2 ** attempt);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
};
const post = (key, body) => ({
  method: "POST",
  headers: { Authorization: "Bearer " + key, "Content-Type": "application/json" },
  body: JSON.stringify(body),
});
await call("/v1/events", post(process.env.PUBLIC_KEY, { name: "page_viewed", properties: { path: "/pricing" } }));
await call("/v1/events?api_key=" + process.env.PUBLIC_KEY, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ name: "page_viewed" }),
});
await call("/v1/users", { headers: { Authorization: "Bearer " + process.env.PUBLIC_KEY } });
await call("/v1/events", { headers: { Authorization: "Bearer " + process.env.SECRET_KEY } });
`;
const PYTHON = `
import os, requests

address, public, secret = (os.environ[name] for name in ("ADDRESS", "PUBLIC_KEY", "SECRET_KEY"))
bearer = lambda key: {"Authorization": f"Bearer {key}"}
event = {"name": "page_viewed", "properties": {"path": "/pricing"}}
print(requests.post(f"{address}/v1/events", json=event, headers=bearer(public)).status_code)
print(requests.post(f"{address}/v1/events", json=event, params={"api_key": public}).status_code)
print(requests.get(f"{address}/v1/users", headers=bearer(public)).status_code)
print(requests.get(f"{address}/v1/events", headers=bearer(secret)).status_code)
`;

const CLIENTS: Array<{ name: string; file: string; source: string; command: string; needs: string[][] }> = [
  { name: "curl", file: "requests.sh", source: CURL, command: "sh", needs: [["curl", "--version"]] },
  { name: "fetch", file: "requests.mjs", source: FETCH, command: "node", needs: [["node", "--version"]] },
  {
    name: "Python requests",
    file: "requests_client.py",
    source: PYTHON,
    command: "python3",
    needs: [["python3", "-c", "import requests"]],
  },
];

const run = promisify(execFile);

let stub: Stub;
let folder: string;
let keys: { PUBLIC_KEY: string; SECRET_KEY: string };
const { make, eventsOf } = askingComposite(() => stub);
beforeAll(async () => {
  stub = await startStub();
  folder = await mkdtemp(join(tmpdir(), "earshot-requests-"));
  keys = { PUBLIC_KEY: (await make("public")).text, SECRET_KEY: (await make("secret")).text };
});
afterAll(async () => {
  await stub.close();
  await rm(folder, { recursive: true, force: true });
});

test.for(CLIENTS)(
  "what a client of Composite sends with $name is answered with another address and other keys",
  { timeout: 60_000 },
  async ({ name, file, source, command, needs }, { skip }) => {
    for (const [program = "", ...options] of needs)
      skip(!(await run(program, options).catch(() => undefined)), `this machine cannot send with ${name}`);
    await writeFile(join(folder, file), source);
    const before = (await eventsOf(keys.SECRET_KEY)).length;
    const env = { ...process.env, ...keys, ADDRESS: `${stub.url}/as/composite` };
    const { stdout } = await run(command, [join(folder, file)], { env });
    expect(stdout.trim().split("\n")).toEqual(["201", "201", "403", "200"]);
    expect(await eventsOf(keys.SECRET_KEY)).toHaveLength(before + 2);
  },
);
