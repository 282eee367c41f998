import { afterEach, beforeEach, expect, test } from "vitest";
import { problemOf } from "../../server-stub/asking.ts";
import { askingComposite, type List } from "../../server-stub/asking-composite.ts";
import { addMember } from "../../server-stub/members.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

let stub: Stub;
let key: string;
beforeEach(async () => {
  stub = await startStub();
  key = (await make("secret")).text;
});
afterEach(() => stub.close());
const { ask, askAsOwner, make, read } = askingComposite(() => stub);
const invite = (body: object) => ask("/v1/team", { key, body });
const remove = (id: string) => ask(`/v1/team/${id}`, { key, method: "DELETE" });

test("a key invites up to the right triager, and withdraws what it invited; the log names the key", async () => {
  const made = await invite({ email: "new@example.com", name: "Nora", right: "triager" });
  const { id, token } = (await made.json()) as { id: string; token: string };
  expect([made.status, token, made.headers.get("cache-control")]).toEqual([201, expect.any(String), "no-store"]);
  for (const right of ["admin", "owner"])
    expect(await problemOf(await invite({ email: "x@example.com", right }))).toMatchObject({
      code: "insufficient_scope",
      details: { right, yours: "triager" },
    });
  expect((await remove(id)).status).toBe(204);
  expect((await remove(id)).status).toBe(404);
  const { data } = (await (await askAsOwner("/v1/audit?action=invitation.created")).json()) as List<{ actor: object }>;
  expect(data).toMatchObject([{ actor: { type: "key" } }]);
});

test("a key removes who has no more rights than it hands on, and nobody of another right", async () => {
  const viewer = await addMember(stub, "viewer");
  const admin = await addMember(stub, "admin");
  expect((await remove(viewer.id)).status).toBe(204);
  expect(await problemOf(await remove(admin.id))).toMatchObject({ code: "insufficient_scope" });
  const { data } = await read<List<{ id: string; email: string | null }>>("/v1/team", key);
  expect(data.map(({ id }) => id)).toContain(admin.id);
  expect(data.map(({ id }) => id)).not.toContain(viewer.id);
  expect(data.every(({ email }) => email === null)).toBe(true);
});
