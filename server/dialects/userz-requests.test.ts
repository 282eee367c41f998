import { afterAll, beforeAll, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { askingUserz } from "../../server-stub/asking-userz.ts";
import { type ClientLanguage, canRun, runClient } from "../../server-stub/client-programs.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

/** What clients of Userz do: a file is announced, sent and named; the back end lists, reads, queues, and mints a token. */
const CLIENTS: Record<ClientLanguage, string> = {
  curl: `
json() { sed 's/.*"'"$1"'":"\\([^"]*\\)".*/\\1/'; }
post() { curl -sS -X "$3" "$ADDRESS$1" -H "authorization: Bearer $2" -H 'content-type: application/json' -d "$4"; echo; }
upload=$(post /v1/feedback/upload-url "$USERZ_PUBLIC_KEY" POST '{"contentType":"text/plain","byteSize":5,"kind":"attachment"}')
curl -sS -X PUT "$(echo "$upload" | json uploadUrl)" -H 'content-type: text/plain' -d hello
key=$(echo "$upload" | json key)
sent=$(post /v1/feedback "$USERZ_PUBLIC_KEY" POST '{"text":"Sent by a shell","severity":"high","url":"https://acme.example/cart",
  "attachments":[{"key":"'"$key"'","kind":"attachment","contentType":"text/plain","byteSize":5}]}')
echo "$sent"
id=$(echo "$sent" | json id)
curl -sS "$ADDRESS/v1/feedback?limit=50" -H "Authorization: Bearer $USERZ_API_KEY"; echo
curl -sS "$ADDRESS/v1/feedback/$id" -H "Authorization: Bearer $USERZ_API_KEY"; echo
post "/v1/feedback/$id" "$USERZ_API_KEY" PATCH '{"status":"queued"}'
post "/v1/tokens/mint?appId=$USERZ_APP_ID" "$USERZ_API_KEY" POST '{"sub":"user-42","ctx":{"email":"ann@acme.example"}}'
`,
  fetch: `
const { ADDRESS, USERZ_PUBLIC_KEY, USERZ_API_KEY, USERZ_APP_ID } = process.env;
const api = async (key, method, path, body) => {
  const res = await fetch(ADDRESS + path, {
    method,
    headers: { authorization: "Bearer " + key, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  return res.json();
};
const blob = new Blob(["hello"], { type: "text/plain" });
const file = { contentType: blob.type, byteSize: blob.size, kind: "attachment" };
const { key, uploadUrl } = await api(USERZ_PUBLIC_KEY, "POST", "/v1/feedback/upload-url", file);
await fetch(uploadUrl, { method: "PUT", body: blob, headers: { "content-type": blob.type } });
const text = "Sent by a script";
const report = { text, severity: "high", url: "https://acme.example/cart", attachments: [{ key, ...file }] };
const sent = await api(USERZ_PUBLIC_KEY, "POST", "/v1/feedback", report);
for (const said of [
  sent,
  await api(USERZ_API_KEY, "GET", "/v1/feedback?limit=50"),
  await api(USERZ_API_KEY, "GET", "/v1/feedback/" + sent.id),
  await api(USERZ_API_KEY, "PATCH", "/v1/feedback/" + sent.id, { status: "queued" }),
  await api(USERZ_API_KEY, "POST", "/v1/tokens/mint?appId=" + USERZ_APP_ID, {
    sub: "user-42",
    ctx: { email: "ann@acme.example" },
  }),
]) console.log(JSON.stringify(said));
`,
  "Python requests": `
import json, os, requests

address = os.environ["ADDRESS"]

def api(key, method, path, body=None):
    return requests.request(method, address + path, json=body, headers={"Authorization": "Bearer " + os.environ[key]}).json()

upload = {"contentType": "text/plain", "byteSize": 5, "kind": "attachment"}
place = api("USERZ_PUBLIC_KEY", "POST", "/v1/feedback/upload-url", upload)
requests.put(place["uploadUrl"], data=b"hello", headers={"content-type": "text/plain"})
report = {"text": "Sent by a snake", "severity": "high", "url": "https://acme.example/cart",
          "attachments": [{"key": place["key"], **upload}]}
sent = api("USERZ_PUBLIC_KEY", "POST", "/v1/feedback", report)
one = "/v1/feedback/" + sent["id"]
for said in [
    sent,
    api("USERZ_API_KEY", "GET", "/v1/feedback?limit=50"),
    api("USERZ_API_KEY", "GET", one),
    api("USERZ_API_KEY", "PATCH", one, {"status": "queued"}),
    api("USERZ_API_KEY", "POST", "/v1/tokens/mint?appId=" + os.environ["USERZ_APP_ID"],
        {"sub": "user-42", "ctx": {"email": "ann@acme.example"}}),
]:
    print(json.dumps(said))
`,
};

let stub: Stub;
const env: Record<string, string> = {};
const { make } = askingUserz(() => stub);
const { stored } = asking(() => stub);
beforeAll(async () => {
  stub = await startStub();
  Object.assign(env, {
    ADDRESS: `${stub.url}/as/userz`,
    USERZ_PUBLIC_KEY: (await make("public", { allowedOrigins: ["*"] })).text,
    USERZ_API_KEY: (await make("secret")).text,
    USERZ_APP_ID: STUB_APP_ID,
  });
});
afterAll(() => stub.close());

test.for(Object.keys(CLIENTS) as ClientLanguage[])(
  "what a client of Userz sends with %s is answered with another address and other keys",
  { timeout: 60_000 },
  async (language, { skip }) => {
    skip(!(await canRun(language)), `this machine cannot send with ${language}`);
    const [sent, list, one, queued, minted] = await runClient(language, CLIENTS[language], env);
    const { id } = sent as { id: string };
    expect(sent).toEqual({ id: expect.stringMatching(/^[0-9a-f]{24}$/), status: "received" });
    const shown = { id, appId: STUB_APP_ID, status: "sanitized", severity: "high", url: "https://acme.example/cart" };
    expect(list).toMatchObject({ data: expect.arrayContaining([expect.objectContaining(shown)]), nextCursor: null });
    expect(one).toMatchObject({ ...shown, attachments: [{ kind: "attachment", byteSize: 5 }] });
    expect(queued).toMatchObject({ id, status: "queued" });
    expect(minted).toEqual({ token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), expiresAt: expect.any(String) });
    expect((await stored()).find((record) => record.id === id)).toMatchObject({
      content: expect.stringMatching(/^Sent by a/),
      status: "queued",
    });
  },
);
