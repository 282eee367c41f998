import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

/**
 * Requests as clients of Insighto write them. The one with curl is the one that the product prints, with the address and the key in
 * the place of its own; the others do what its pages say that keys are for: a poll for new contacts, contacts pushed in, and the
 * conversations of a day, with all that was said, into an archive.
 */
const CURL = `
curl "$ADDRESS/api/v1/contact?api_key=$INSIGHTO_API_KEY"
`;
const FETCH = `
const url = new URL(process.env.ADDRESS + "/api/v1/contact");
url.search = new URLSearchParams({ api_key: process.env.INSIGHTO_API_KEY, page: "1", size: "100" }).toString();
const seen = new Set();
const poll = async () => {
  const res = await fetch(url, { headers: { "Content-Type": "application/json" } });
  const { data } = await res.json();
  const fresh = data.items.filter(({ id }) => !seen.has(id));
  for (const { id } of fresh) seen.add(id);
  return fresh;
};
await poll();
const res = await fetch(url, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ first_name: "Fay", last_name: "Fetch", email: "fay@example.com" }),
});
const { data } = await res.json();
const [fresh] = await poll();
console.log(JSON.stringify({ data: { items: [fresh] }, same: fresh.id === data.id }));
`;
const PYTHON = `
import json, os, requests

BASE = os.environ["ADDRESS"] + "/api/v1"
KEY = {"api_key": os.environ["INSIGHTO_API_KEY"]}

def pages(path, **params):
    page = 1
    while True:
        resp = requests.get(BASE + path, params={**KEY, **params, "page": page, "size": 2})
        resp.raise_for_status()
        data = resp.json()["data"]
        yield from data["items"]
        if page >= data["pages"]:
            return
        page += 1

requests.post(BASE + "/contact", params=KEY, json={"first_name": "Pia", "email": "pia@example.com"}).raise_for_status()
archive = []
for conversation in pages("/conversation", date_from="2026-01-01", date_to="2026-01-01"):
    resp = requests.get(BASE + "/conversation/" + conversation["id"] + "/transcript", params=KEY)
    archive.append([message["text"] for message in resp.json()["data"]])
print(json.dumps({"data": {"items": list(pages("/contact"))}, "archive": archive}))
`;

const CLIENTS: Array<{ name: string; file: string; source: string; command: string; needs: string[][]; more: object }> =
  [
    { name: "curl", file: "requests.sh", source: CURL, command: "sh", needs: [["curl", "--version"]], more: {} },
    {
      name: "fetch",
      file: "requests.mjs",
      source: FETCH,
      command: "node",
      needs: [["node", "--version"]],
      more: { data: { items: [{ email: "fay@example.com" }] }, same: true },
    },
    {
      name: "Python requests",
      file: "requests_client.py",
      source: PYTHON,
      command: "python3",
      needs: [["python3", "-c", "import requests"]],
      more: { archive: [["number 2"], ["number 1"], ["number 0", "Thank you!"]] },
    },
  ];

const run = promisify(execFile);

let stub: Stub;
let folder: string;
let key: string;
const { ask, submit } = asking(() => stub);
beforeAll(async () => {
  stub = await startStub();
  folder = await mkdtemp(join(tmpdir(), "earshot-requests-"));
  const wanted = { kind: "insighto-personal", name: "x", role: "full-access", description: "y" };
  key = ((await (await ask("/v1/keys", { body: wanted })).json()) as { text: string }).text;
  for (let i = 0; i < 3; i++) {
    const sent = await submit({ content: `number ${i}`, customerEmail: `n${i}@example.com` });
    const { id } = (await sent.json()) as { id: string };
    if (i === 0) await ask(`/v1/feedback/${id}/replies`, { body: { content: "Thank you!", visibility: "public" } });
  }
});
afterAll(async () => {
  await stub.close();
  await rm(folder, { recursive: true, force: true });
});

test.for(CLIENTS)(
  "what a client of Insighto sends with $name is answered with another address and another key",
  { timeout: 60_000 },
  async ({ name, file, source, command, needs, more }, { skip }) => {
    for (const [program = "", ...options] of needs)
      skip(!(await run(program, options).catch(() => undefined)), `this machine cannot send with ${name}`);
    await writeFile(join(folder, file), source);
    const env = { ...process.env, ADDRESS: `${stub.url}/as/insighto`, INSIGHTO_API_KEY: key };
    const answer = JSON.parse((await run(command, [join(folder, file)], { env })).stdout) as {
      data: { items: Array<Record<string, unknown>> };
    };
    expect(answer.data.items.length).toBeGreaterThan(0);
    for (const contact of answer.data.items)
      expect(contact).toMatchObject({
        id: expect.any(String),
        email: expect.any(String),
        created_at: expect.any(String),
      });
    expect(answer).toMatchObject(more);
  },
);
