import { afterAll, beforeAll, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { mcpClient } from "../../server-stub/mcp-client.ts";
import { addTestApp } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { dataUrl, samplePng } from "../images/sample-images.ts";

let stub: Stub;
let id: string;
const { ask, submit, stored } = asking(() => stub);

beforeAll(async () => {
  stub = await startStub();
  const sent = await submit({
    content: "only of the live app",
    customerEmail: "ann@example.com",
    screenshotDataUrl: dataUrl(samplePng()),
  });
  ({ id } = (await sent.json()) as { id: string });
});
afterAll(() => stub.close());

test("a key of the test app sees and changes nothing of the live one, whatever it calls", async () => {
  const other = await addTestApp(stub);
  const agent = await mcpClient(stub, { key: other.secretKey });
  expect(agent.client.getInstructions()).toContain("`Stub test app` (test)");
  for (const name of ["list_feedback", "summarize_feedback"])
    expect(JSON.stringify(await agent.call(name, { q: "live" }))).not.toContain(id);
  const more: Record<string, object> = {
    update_feedback: { status: "done" },
    reply_to_feedback: { content: "x", visibility: "internal" },
  };
  for (const name of [
    "get_feedback",
    "get_screenshot",
    "list_replies",
    "feedback_as_markdown",
    "update_feedback",
    "reply_to_feedback",
    "delete_feedback",
  ])
    expect(await agent.call(name, { id, ...more[name] })).toMatchObject({
      isError: true,
      text: expect.stringContaining("not_found"),
    });
  const own = await agent.call("create_feedback", { content: "of the test app" });
  const copy = await agent.call("update_feedback", { id: own.data.id, duplicateOf: id });
  expect(copy).toMatchObject({ isError: true, text: expect.stringContaining("duplicateOf") });
  expect((await agent.call("list_apps")).data.data).toMatchObject([{ id: other.id, environment: "test" }]);
  expect((await agent.client.listResources()).resources.map(({ uri }) => uri)).toEqual([`feedback://${own.data.id}`]);
  await expect(agent.client.readResource({ uri: `feedback://${id}` })).rejects.toThrow(/no such/);
  expect(await stored()).toMatchObject([{ id, status: "new" }]);
});

test("what was erased is shown by no tool", async () => {
  const agent = await mcpClient(stub);
  const { customerId } = (await agent.call("get_feedback", { id })).data;
  expect((await ask(`/v1/customers/${customerId}?erase=true`, { method: "DELETE" })).status).toBe(200);
  for (const name of ["get_feedback", "get_screenshot"]) expect((await agent.call(name, { id })).isError).toBe(true);
  for (const args of [{}, { q: "live" }]) expect((await agent.call("list_feedback", args)).data.data).toEqual([]);
  expect((await agent.call("summarize_feedback")).data.counted).toBe(0);
  for (const name of ["list_feedback", "summarize_feedback"])
    expect(await agent.call(name, { customer: customerId })).toMatchObject({
      isError: true,
      text: expect.stringContaining("no such customer"),
    });
});

test("an app in private mode takes no feedback from an agent, as it takes none from any key without a user's token", async () => {
  const closed = await startStub({ mode: "private" });
  const { call } = await mcpClient(closed);
  expect(await call("create_feedback", { content: "x" })).toMatchObject({
    isError: true,
    text: expect.stringMatching(/^public_disabled: /),
  });
  await closed.close();
});

test("a key whose owner has no role yet creates nothing, and says what to do", async () => {
  const early = await startStub({ ownerRole: null });
  const { call } = await mcpClient(early);
  expect((await call("create_feedback", { content: "x" })).text).toMatch(/^owner_role_required: .* Tell the person/);
  await early.close();
});
