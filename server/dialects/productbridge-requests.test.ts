import { afterAll, beforeAll, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { type ClientLanguage, canRun, runClient } from "../../server-stub/client-programs.ts";
import { asOwner } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

/**
 * Requests as clients of ProductBridge write them: with curl, with fetch and with Python's requests. Each is a program that knows the
 * product's paths and fields, and is told nothing of ours but the address and the key.
 */
const CURL = `
call() {
  curl -sS -X POST "$ADDRESS/api/external/v1/$1" -H 'Content-Type: application/json' -d "$2"
  echo
}
call ping '{"api_key": "'"$PRODUCTBRIDGE_API_KEY"'"}'
call feedback-posts/create '{
    "api_key": "'"$PRODUCTBRIDGE_API_KEY"'",
    "title": "Sent by a shell",
    "description": "With curl."
  }'
call feedback-posts/list '{
    "api_key": "'"$PRODUCTBRIDGE_API_KEY"'",
    "search": "shell",
    "limit": 25
  }'
call feedback-posts/delete '{
    "api_key": "'"$PRODUCTBRIDGE_API_KEY"'",
    "post_id": "00000000-0000-0000-0000-000000000001"
  }'
`;
const FETCH = `
const call = async (path, body) => {
  const res = await fetch(process.env.ADDRESS + "/api/external/v1/" + path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ api_key: process.env.PRODUCTBRIDGE_API_KEY, ...body }),
  });
  console.log(JSON.stringify(await res.json()));
};
await call("ping", {});
await call("feedback-posts/create", { title: "Sent by a script", description: "With fetch." });
await call("feedback-posts/list", { search: "script", limit: 25, cursor: null });
await call("feedback-posts/delete", { post_id: "00000000-0000-0000-0000-000000000001" });
`;
const PYTHON = `
import json, os, requests

def call(path, **body):
    resp = requests.post(
        os.environ["ADDRESS"] + "/api/external/v1/" + path,
        json={"api_key": os.environ["PRODUCTBRIDGE_API_KEY"], **body},
    )
    print(json.dumps(resp.json()))

call("ping")
call("feedback-posts/create", title="Sent by a snake", description="With requests.")
call("feedback-posts/list", search="snake", limit=25, cursor=None)
call("feedback-posts/delete", post_id="00000000-0000-0000-0000-000000000001")
`;

const CLIENTS: Record<ClientLanguage, string> = { curl: CURL, fetch: FETCH, "Python requests": PYTHON };

let stub: Stub;
let key: string;
const { ask } = asking(() => stub);
beforeAll(async () => {
  stub = await startStub();
  const answer = await ask("/v1/keys", { ...(await asOwner(stub)), body: { kind: "productbridge-api", name: "x" } });
  key = ((await answer.json()) as { text: string }).text;
});
afterAll(() => stub.close());

test.for(Object.keys(CLIENTS) as ClientLanguage[])(
  "what a client of ProductBridge sends with %s is answered with another address and another key",
  { timeout: 60_000 },
  async (language, { skip }) => {
    skip(!(await canRun(language)), `this machine cannot send with ${language}`);
    const env = { ADDRESS: `${stub.url}/as/productbridge`, PRODUCTBRIDGE_API_KEY: key };
    const [ping, made, page, gone] = await runClient(language, CLIENTS[language], env);
    expect(ping).toEqual({
      organization_id: expect.stringMatching(/^[0-9a-f]{24}$/),
      organization_slug: "stub-organization",
      timestamp: "2026-01-01T12:00:00.000Z",
    });
    expect(made).toMatchObject({
      title: expect.stringMatching(/^Sent by a/),
      description: expect.stringContaining("With"),
    });
    expect(page).toEqual({ items: [made], has_next_page: false, cursor: null });
    expect(gone).toEqual({ detail: { error: "feedback post not found" } });
  },
);
