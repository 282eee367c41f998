import { afterAll, beforeAll, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { type ClientLanguage, canRun, runClient } from "../../server-stub/client-programs.ts";
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

/** What each sends, and what it prints besides contacts. */
const CLIENTS: Record<ClientLanguage, { source: string; more: object }> = {
  curl: { source: CURL, more: {} },
  fetch: { source: FETCH, more: { data: { items: [{ email: "fay@example.com" }] }, same: true } },
  "Python requests": {
    source: PYTHON,
    more: { archive: [["number 2"], ["number 1"], ["number 0", "Thank you!"]] },
  },
};

let stub: Stub;
let key: string;
const { ask, submit } = asking(() => stub);
beforeAll(async () => {
  stub = await startStub();
  const wanted = { kind: "insighto-personal", name: "x", role: "full-access", description: "y" };
  key = ((await (await ask("/v1/keys", { body: wanted })).json()) as { text: string }).text;
  for (let i = 0; i < 3; i++) {
    const sent = await submit({ content: `number ${i}`, customerEmail: `n${i}@example.com` });
    const { id } = (await sent.json()) as { id: string };
    if (i === 0) await ask(`/v1/feedback/${id}/replies`, { body: { content: "Thank you!", visibility: "public" } });
  }
});
afterAll(() => stub.close());

test.for(Object.keys(CLIENTS) as ClientLanguage[])(
  "what a client of Insighto sends with %s is answered with another address and another key",
  { timeout: 60_000 },
  async (language, { skip }) => {
    skip(!(await canRun(language)), `this machine cannot send with ${language}`);
    const { source, more } = CLIENTS[language];
    const env = { ADDRESS: `${stub.url}/as/insighto`, INSIGHTO_API_KEY: key };
    const [answer] = (await runClient(language, source, env)) as [{ data: { items: Array<Record<string, unknown>> } }];
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
