import { expect, test } from "vitest";
import { type Ask, asking, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { signIn } from "../../server-stub/second-app.ts";
import { startStub } from "../../server-stub/start.ts";
import { cursorFor } from "../feedback/cursor.ts";

const SOMEBODY_ELSES = cursorFor("f".repeat(24), "6927a1b2c3d4e5f601234567");

test("another organization's cursor is not found in any product's lists, each in its own manner", async () => {
  const stub = await startStub();
  const { ask } = asking(() => stub);
  const headers = { Cookie: await signIn(stub) };
  const make = async (kind: string, more: object = {}): Promise<string> => {
    const body = { kind, name: kind, app: STUB_APP_ID, ...more };
    return ((await (await ask("/v1/keys", { key: null, headers, body })).json()) as { text: string }).text;
  };
  const insighto = await make("insighto-personal", { role: "read-only", description: "x" });
  const bridge = { api_key: await make("productbridge-api"), cursor: SOMEBODY_ELSES };
  const composite = { key: await make("composite-secret") };
  const asked: [string, Ask][] = [
    ["productsights/api/insights", { key: await make("productsights-secret") }],
    ["composite/v1/events", composite],
    ["composite/v1/users", composite],
    ["composite/v1/recordings", composite],
    [`insighto/api/v1/contact?api_key=${insighto}&`, { key: null }],
    [`insighto/api/v1/conversation?api_key=${insighto}&`, { key: null }],
  ];
  for (const [path, more] of asked) {
    const answer = await ask(`/as/${path}${path.includes("?") ? "" : "?"}cursor=${SOMEBODY_ELSES}`, more);
    expect([path, answer.status, await answer.text()]).toEqual([path, 404, expect.stringContaining("This cursor")]);
  }
  const list = "/as/productbridge/api/external/v1/feedback-posts/list";
  const answer = await ask(list, { key: null, body: bridge });
  expect([answer.status, await answer.json()]).toEqual([404, { detail: { error: "cursor not found" } }]);
  expect(await problemOf(await ask(`/v1/feedback?cursor=${SOMEBODY_ELSES}`))).toMatchObject({ code: "not_found" });
  await stub.close();
});
