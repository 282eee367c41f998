import { afterAll, beforeAll, expect, test } from "vitest";
import { RECIPES } from "../../console/install/recipes.ts";
import { asking } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { missingFor, RECIPE_USER, recipes, tokenByRecipe, WAYS } from "../../server-stub/token-recipes.ts";
import type { NewSigningSecret } from "../../shared/contract/signing-secret.ts";
import type { TokenTest } from "../../shared/contract/user-token.ts";

let stub: Stub;
let secret: string;
const { ask, submit } = asking(() => stub);
beforeAll(async () => {
  stub = await startStub({ clock: "running", mode: "private" });
  ({ secret } = (await (
    await ask(`/v1/apps/${STUB_APP_ID}/signing-secrets`, { method: "POST" })
  ).json()) as NewSigningSecret);
});
afterAll(() => stub.close());

test("every recipe of docs/tokens.md is one that is run here", () => {
  expect(Object.keys(recipes).sort()).toEqual(Object.keys(WAYS).sort());
});

test.for(Object.keys(WAYS))(
  "a token made by the recipe for %s lets its user send",
  { timeout: 240_000 }, // compilers are slow on a machine that does much else
  async (language, { skip }) => {
    const missing = missingFor(language);
    skip(missing.length > 0, `this machine has no ${missing.join(", ")}`);
    const token = await tokenByRecipe(language, STUB_APP_ID, secret);
    const tested = await ask(`/v1/apps/${STUB_APP_ID}/user-tokens/test`, { body: { token } });
    const { reason, claims } = (await tested.json()) as TokenTest;
    const { id, name, email } = RECIPE_USER;
    expect(claims, reason).toMatchObject({ sub: id, ctx: { name, email } });
    expect((await submit({ content: language }, { headers: { "Earshot-User-Token": token } })).status).toBe(201);
  },
);

test("the console shows the same recipes", () => {
  for (const [language, recipe] of Object.entries(RECIPES)) expect(recipes[language], language).toBe(recipe);
});
