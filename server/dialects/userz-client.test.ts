import { afterEach, beforeEach, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { askingUserz } from "../../server-stub/asking-userz.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { missingFor, RECIPE_USER, tokenByRecipe, WAYS } from "../../server-stub/token-recipes.ts";
import { createEarshot } from "../../shared/api/index.ts";
import type { NewSigningSecret } from "../../shared/contract/signing-secret.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub({ clock: "running", mode: "private" });
});
afterEach(() => stub.close());
const { ask, stored } = asking(() => stub);
const { make, mint, submit, withToken } = askingUserz(() => stub);

test("UZ-10: the typed client lists, reads, queues for the agents and mints, at Userz's address as at our own; refusals are codes", async () => {
  const [pub, sk] = [(await make("public")).text, (await make("secret")).text];
  const { id } = (await (
    await submit(pub, { text: "Cart total shows NaN" }, withToken(await mint(sk, "ann")))
  ).json()) as { id: string };
  const at = { [`${stub.url}/as/userz`]: sk, [`${stub.url}/as/userz/`]: sk, [stub.url]: stub.secretKey };
  for (const [baseUrl, apiKey] of Object.entries(at)) {
    const client = createEarshot({ baseUrl, apiKey });
    const page = await client.feedback.list({ limit: 1 });
    expect([page.data.map((one) => one.id), page.nextCursor]).toEqual([[id], null]);
    expect(await client.feedback.get(id)).toMatchObject({ id, createdAt: page.data[0]?.createdAt });
    expect(await client.feedback.update(id, { status: "queued" })).toMatchObject({ id, status: "queued" });
    expect((await stored())[0]).toMatchObject({ id, status: "queued" });
    await ask(`/v1/feedback/${id}`, { method: "PATCH", body: { status: "new" } });

    const body = { sub: "user-42", ctx: { email: "zoe@example.com", plan: "pro" } };
    const { token, expiresAt } = await client.tokens.mint({ appId: STUB_APP_ID, body });
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    expect((await submit(pub, { text: "by user-42" }, withToken(token))).status).toBe(201);
    const [latest] = await stored();
    expect(latest).toMatchObject({ content: "by user-42", customer: { sub: "user-42", ctx: body.ctx } });
    await ask(`/v1/feedback/${latest?.id}`, { method: "DELETE" });

    await expect(client.feedback.get("0".repeat(24))).rejects.toMatchObject({ code: "not_found", status: 404 });
    const nobody = createEarshot({ baseUrl, apiKey: `${apiKey}x`, tries: 1 });
    await expect(nobody.feedback.list()).rejects.toMatchObject({ code: "invalid_authorization", status: 401 });
  }
});

test("UZ-11: a token made by a recipe without any SDK is accepted as X-Userz-User-Token, and what it says of the user is kept", async () => {
  const pub = (await make("public")).text;
  const made = await ask(`/v1/apps/${STUB_APP_ID}/signing-secrets`, { method: "POST" });
  const { secret } = (await made.json()) as NewSigningSecret;
  const languages = Object.keys(WAYS).filter((language) => missingFor(language).length === 0);
  expect(languages).toContain("Node.js");
  for (const language of languages) {
    const token = await tokenByRecipe(language, STUB_APP_ID, secret);
    const answer = await submit(pub, { text: language }, withToken(token));
    expect([language, answer.status]).toEqual([language, 201]);
    const { id: sub, name, email } = RECIPE_USER;
    expect((await stored())[0]).toMatchObject({ content: language, customer: { sub, ctx: { name, email } } });
  }
  expect(
    (await submit(pub, { text: "x" }, withToken(`${await tokenByRecipe("Node.js", STUB_APP_ID, `${secret}x`)}`)))
      .status,
  ).toBe(401);
}, 240_000); // compilers are slow on a machine that does much else
