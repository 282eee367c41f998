import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ask, asking, problemOf } from "../../server-stub/asking.ts";
import { signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import {
  type KeyAnswer,
  keyListSchema,
  keySchema,
  type NewKeyAnswer,
  newKeySchema,
} from "../../shared/contract/key.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask } = asking(() => stub);
const asMember = async () => ({ key: null, headers: { Cookie: await signIn(stub) } });
const DAY = 24 * 3_600_000;
const make = async (body: object, as: Ask = {}): Promise<NewKeyAnswer> =>
  newKeySchema.parse(await (await ask("/v1/keys", { ...as, body })).json());
const get = async (id: string): Promise<KeyAnswer> => keySchema.parse(await (await ask(`/v1/keys/${id}`)).json());

test("a key that has ended can be deleted for good; its usage and the log stay, and one that is good cannot", async () => {
  const { id, text } = await make({ kind: "secret", name: "Old", scopes: ["feedback:read"] });
  await ask("/v1/feedback", { key: text });
  const forget = () => ask(`/v1/keys/${id}?forget=true`, { method: "DELETE" });
  expect(await problemOf(await forget())).toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Revoke"),
  });
  expect((await ask(`/v1/keys/${id}?forget=yes`, { method: "DELETE" })).status).toBe(400);
  expect((await ask(`/v1/keys/${id}`, { method: "DELETE" })).status).toBe(204);
  expect((await ask(`/v1/keys/${id}`)).status).toBe(200);
  expect((await forget()).status).toBe(204);
  expect((await ask(`/v1/keys/${id}`)).status).toBe(404);
  expect((await forget()).status).toBe(404);
  expect((await ask("/v1/feedback", { key: text })).status).toBe(401);
  await stub.services.usage.stop();
  expect(await (await ask(`/v1/usage?key=${id}`)).json()).toMatchObject({ data: [{ key: id, requests: 1 }] });
  const { data } = (await (await ask("/v1/audit")).json()) as { data: Array<{ action: string; subject: object }> };
  expect(data.filter(({ subject }) => "id" in subject && subject.id === id).map(({ action }) => action)).toEqual([
    "key.deleted",
    "key.revoked",
    "key.created",
  ]);
});

test("a rotation is told from both ends: which key took which's place, when the grace ends, and whether the old one is still used", async () => {
  const old = await make({ kind: "secret", name: "Report", scopes: ["feedback:read"] });
  await ask("/v1/feedback", { key: old.text });
  await expect.poll(async () => (await get(old.id)).lastUsedAt).not.toBeNull();
  const answer = await ask(`/v1/keys/${old.id}/rotate`, { body: { graceSeconds: 3_600 } });
  const successor = newKeySchema.parse(await answer.json());
  expect(successor).toMatchObject({ replaces: old.id, replacedBy: null, graceEndsAt: null });
  expect(await get(successor.id)).toMatchObject({ replaces: old.id });
  stub.clock.advance(60_000);
  await ask("/v1/feedback", { key: old.text });
  await expect
    .poll(() => get(old.id))
    .toMatchObject({
      replacedBy: successor.id,
      graceEndsAt: "2026-01-01T13:00:00.000Z",
      lastUsedInGraceAt: "2026-01-01T12:01:00.000Z",
    });
  await ask(`/v1/keys/${old.id}`, { method: "DELETE" });
  expect(await get(old.id)).toMatchObject({ graceEndsAt: null });
});

test("with `live=true` keys that were revoked or have expired are left out, and no others; anything else is no filter", async () => {
  const member = await asMember();
  const list = async (query: string) =>
    keyListSchema.parse(await (await ask(`/v1/keys?limit=100${query}`, member)).json()).data.map(({ id }) => id);
  const body = { kind: "secret", scopes: ["feedback:read"] };
  const expiresAt = new Date(stub.clock.now() + DAY).toISOString();
  const lasting = await make({ ...body, name: "Lasting" }, member);
  const ending = await make({ ...body, name: "Ending", expiresAt }, member);
  const revoked = await make({ ...body, name: "Revoked" }, member);
  await ask(`/v1/keys/${revoked.id}`, { ...member, method: "DELETE" });
  const without = async (...ids: string[]) => (await list("")).filter((id) => !ids.includes(id));
  stub.clock.advance(DAY - 1);
  expect(await list("&live=true")).toEqual(await without(revoked.id));
  stub.clock.advance(1);
  const live = await list("&live=true");
  expect(live).toEqual(await without(revoked.id, ending.id));
  expect(live).toContain(lasting.id);
  for (const wrong of ["false", "1", ""])
    expect(await problemOf(await ask(`/v1/keys?live=${wrong}`, member))).toMatchObject({ code: "invalid_query" });
});
