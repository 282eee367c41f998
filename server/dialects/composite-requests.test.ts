import { afterAll, beforeAll, expect, test } from "vitest";
import { askingComposite } from "../../server-stub/asking-composite.ts";
import { type ClientLanguage, canRun, runClient } from "../../server-stub/client-programs.ts";
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

const CLIENTS: Record<ClientLanguage, string> = { curl: CURL, fetch: FETCH, "Python requests": PYTHON };

let stub: Stub;
let keys: { PUBLIC_KEY: string; SECRET_KEY: string };
const { make, eventsOf } = askingComposite(() => stub);
beforeAll(async () => {
  stub = await startStub();
  keys = { PUBLIC_KEY: (await make("public")).text, SECRET_KEY: (await make("secret")).text };
});
afterAll(() => stub.close());

test.for(Object.keys(CLIENTS) as ClientLanguage[])(
  "what a client of Composite sends with %s is answered with another address and other keys",
  { timeout: 60_000 },
  async (language, { skip }) => {
    skip(!(await canRun(language)), `this machine cannot send with ${language}`);
    const before = (await eventsOf(keys.SECRET_KEY)).length;
    const env = { ...keys, ADDRESS: `${stub.url}/as/composite` };
    expect(await runClient(language, CLIENTS[language], env)).toEqual([201, 201, 403, 200]);
    expect(await eventsOf(keys.SECRET_KEY)).toHaveLength(before + 2);
  },
);
