import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addSecretKey, addTestApp, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import {
  type NewSigningSecret,
  newSigningSecretSchema,
  type SigningSecret,
  signingSecretListSchema,
} from "../../shared/contract/signing-secret.ts";
import { mint } from "../token/index.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, submit } = asking(() => stub);

const PATH = `/v1/apps/${STUB_APP_ID}/signing-secrets`;
const create = (path = PATH, more: object = {}) => ask(path, { method: "POST", ...more });
const created = async (): Promise<NewSigningSecret> => {
  const answer = await create();
  expect(answer.status).toBe(201);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  return newSigningSecretSchema.parse(await answer.json());
};
const list = async (): Promise<SigningSecret[]> => signingSecretListSchema.parse(await (await ask(PATH)).json()).data;
const submitAs = async ({ id, secret }: NewSigningSecret): Promise<number> => {
  const { token } = await mint({ app: STUB_APP_ID, sub: "u" }, { kid: id, secret }, stub.clock.now());
  return (await submit({ content: "x" }, { headers: { "Earshot-User-Token": token } })).status;
};

test("a signing secret is shown once; a list tells all but the secret", async () => {
  const { secret, ...known } = await created();
  expect(secret).toMatch(/^ear_sig_[\w-]{43}[A-Za-z0-9]{6}$/);
  expect(known).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    createdAt: "2026-01-01T12:00:00.000Z",
    lastUsedAt: null,
  });
  expect(await list()).toEqual([known]);
  expect(JSON.stringify(await list())).not.toContain(secret.slice(8, 30));
});

test("one replaces another: both live, the list says which is in use, and the old one goes", async () => {
  const old = await created();
  expect(await submitAs(old)).toBe(201);
  stub.clock.advance(90_000);
  const next = await created();
  expect([await submitAs(next), await submitAs(old)]).toEqual([201, 201]);
  await expect
    .poll(async () => (await list()).map(({ id, lastUsedAt }) => [id, lastUsedAt]))
    .toEqual([
      [next.id, "2026-01-01T12:01:00.000Z"],
      [old.id, "2026-01-01T12:01:00.000Z"],
    ]);
  expect((await ask(`${PATH}/${old.id}`, { method: "DELETE" })).status).toBe(204);
  expect([await submitAs(next), await submitAs(old)]).toEqual([201, 401]);
  expect((await list()).map(({ id }) => id)).toEqual([next.id]);
});

test("a third is refused until one of the two is deleted, and the refusal says so", async () => {
  const { id } = await created();
  await created();
  expect(await problemOf(await create())).toMatchObject({
    status: 409,
    code: "conflict",
    message: expect.stringContaining("Delete the one that is no longer used"),
  });
  await ask(`${PATH}/${id}`, { method: "DELETE" });
  await created();
});

test("an app that turns private has a signing secret from then on, and one that is made private too", async () => {
  expect(await list()).toEqual([]);
  for (let i = 0; i < 2; i++)
    expect((await ask(`/v1/apps/${STUB_APP_ID}`, { method: "PATCH", body: { mode: "private" } })).status).toBe(200);
  expect(await list()).toHaveLength(1);
  const made = (await (await ask("/v1/apps", { body: { name: "Private", mode: "private" } })).json()) as { id: string };
  expect(await stub.services.store.signingSecrets.list(made.id)).toHaveLength(1);
});

test("another app's secrets are not there for a key; a member manages those of every app", async () => {
  const other = await addTestApp(stub);
  const path = `/v1/apps/${other.id}/signing-secrets`;
  const notFound = { status: 404, code: "not_found" };
  expect(await problemOf(await ask(path))).toMatchObject(notFound);
  expect(await problemOf(await create(path))).toMatchObject(notFound);
  const asMember = { key: null, headers: { Cookie: await signIn(stub) } };
  const { id } = newSigningSecretSchema.parse(await (await create(path, asMember)).json());
  expect(await problemOf(await ask(`${path}/${id}`, { method: "DELETE" }))).toMatchObject(notFound);
  expect(await problemOf(await ask(`${PATH}/${id}`, { method: "DELETE" }))).toMatchObject(notFound);
  expect((await ask(`${path}/${id}`, { method: "DELETE", ...asMember })).status).toBe(204);
  expect(await problemOf(await ask(`${path}/${id}`, { method: "DELETE", ...asMember }))).toMatchObject(notFound);
});

test("reading takes the scope apps:read, making and deleting apps:write", async () => {
  const { text: reader } = await addSecretKey(stub, STUB_APP_ID, ["apps:read"]);
  const { text: writer } = await addSecretKey(stub, STUB_APP_ID, ["apps:write"]);
  expect((await ask(PATH, { key: reader })).status).toBe(200);
  const lacks = (scope: string) => ({ status: 403, code: "insufficient_scope", details: { scope } });
  expect(await problemOf(await create(PATH, { key: reader }))).toMatchObject(lacks("apps:write"));
  expect(await problemOf(await ask(PATH, { key: writer }))).toMatchObject(lacks("apps:read"));
  const answer = await create(PATH, { key: writer });
  const { id } = newSigningSecretSchema.parse(await answer.json());
  expect(await problemOf(await ask(`${PATH}/${id}`, { key: reader, method: "DELETE" }))).toMatchObject(
    lacks("apps:write"),
  );
  expect((await ask(`${PATH}/${id}`, { key: writer, method: "DELETE" })).status).toBe(204);
});
