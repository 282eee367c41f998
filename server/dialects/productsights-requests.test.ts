import { afterAll, beforeAll, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { type ClientLanguage, canRun, runClient } from "../../server-stub/client-programs.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

/** What clients of ProductSights do: a page's form captures with the publishable key, a script lists and creates with the secret one. */
const CLIENTS: Record<ClientLanguage, string> = {
  curl: `
curl -sS -X POST "$ADDRESS/api/public/capture" -H "Authorization: Bearer $PUBLISHABLE_KEY" -H 'Content-Type: application/json' \\
  -d '{"content": "Sent by a shell", "pageUrl": "https://acme.example/cart", "tags": ["cart"], "sourceType": "widget"}'; echo
curl -sS "$ADDRESS/api/insights?tag=cart&limit=10" -H "Authorization: Bearer $SECRET_KEY"; echo
curl -sS -X POST "$ADDRESS/api/insights" -H "Authorization: Bearer $SECRET_KEY" -H 'Content-Type: application/json' \\
  -d '{"content": "Created by a shell", "customerName": "Ann", "customerEmail": "ann@acme.example"}'; echo
curl -sS "$ADDRESS/api/insights" -H "Authorization: Bearer $PUBLISHABLE_KEY"; echo
`,
  fetch: `
const { ADDRESS, PUBLISHABLE_KEY, SECRET_KEY } = process.env;
const api = async (key, path, body) => {
  const res = await fetch(ADDRESS + path, {
    method: body ? "POST" : "GET",
    headers: { Authorization: "Bearer " + key, "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  console.log(JSON.stringify(await res.json()));
};
const pageUrl = "https://acme.example/cart";
await api(PUBLISHABLE_KEY, "/api/public/capture", { content: "Sent by a script", pageUrl, tags: ["cart"], sourceType: "widget" });
await api(SECRET_KEY, "/api/insights?tag=cart&limit=10");
await api(SECRET_KEY, "/api/insights", {
  content: "Created by a script",
  customerName: "Ann",
  customerEmail: "ann@acme.example",
});
await api(PUBLISHABLE_KEY, "/api/insights");
`,
  "Python requests": `
import json, os, requests

def api(key, path, body=None):
    headers = {"Authorization": "Bearer " + os.environ[key]}
    answer = requests.request("POST" if body else "GET", os.environ["ADDRESS"] + path, json=body, headers=headers)
    print(json.dumps(answer.json()))

api("PUBLISHABLE_KEY", "/api/public/capture", {
    "content": "Sent by a snake", "pageUrl": "https://acme.example/cart", "tags": ["cart"], "sourceType": "widget"})
api("SECRET_KEY", "/api/insights?tag=cart&limit=10")
api("SECRET_KEY", "/api/insights", {
    "content": "Created by a snake", "customerName": "Ann", "customerEmail": "ann@acme.example"})
api("PUBLISHABLE_KEY", "/api/insights")
`,
};

let stub: Stub;
const env: Record<string, string> = {};
const { ask } = asking(() => stub);
beforeAll(async () => {
  stub = await startStub();
  const make = async (type: string): Promise<string> =>
    ((await (await ask("/v1/keys", { body: { kind: `productsights-${type}`, name: "x" } })).json()) as { text: string })
      .text;
  Object.assign(env, {
    ADDRESS: `${stub.url}/as/productsights`,
    PUBLISHABLE_KEY: await make("publishable"),
    SECRET_KEY: await make("secret"),
  });
});
afterAll(() => stub.close());

test.for(Object.keys(CLIENTS) as ClientLanguage[])(
  "what a client of ProductSights sends with %s is answered with another address and other keys",
  { timeout: 60_000 },
  async (language, { skip }) => {
    skip(!(await canRun(language)), `this machine cannot send with ${language}`);
    const [sent, list, created, refused] = await runClient(language, CLIENTS[language], env);
    const { id } = sent as { id: string };
    const captured = { id, content: expect.stringMatching(/^Sent by a/), tags: ["cart"], sourceType: "widget" };
    expect(list).toMatchObject({ insights: expect.arrayContaining([expect.objectContaining(captured)]) });
    expect(created).toMatchObject({
      content: expect.stringMatching(/^Created by a/),
      customerEmail: "ann@acme.example",
    });
    expect(refused).toMatchObject({ error: expect.stringContaining("feedback:read") });
  },
);
