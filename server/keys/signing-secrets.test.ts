import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { createVault } from "../vault.ts";
import { createSigningSecrets } from "./signing-secrets.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

test("a signing secret is at rest under the vault's seal only", async () => {
  const made = (await stub.services.signingSecrets.make(STUB_APP_ID)) ?? expect.fail();
  const [stored] = await stub.services.store.signingSecrets.list(STUB_APP_ID);
  expect(stored?.sealed.includes(made.secret)).toBe(false);
  expect(stored?.sealed.includes(made.secret.slice(8, 20))).toBe(false);
});

test("a sealed secret that is moved to another app does not open", async () => {
  await stub.services.signingSecrets.make(STUB_APP_ID);
  const [stored] = await stub.services.store.signingSecrets.list(STUB_APP_ID);
  await stub.services.store.signingSecrets.add({ ...(stored ?? expect.fail()), appId: "000000000000000000000a02" });
  const { live } = createSigningSecrets(stub.services);
  await expect(live(STUB_APP_ID)).resolves.toHaveLength(1);
  await expect(createSigningSecrets(stub.services).live("000000000000000000000a02")).rejects.toThrow(
    /cannot be opened/,
  );
});

test("with another vault key, the operator is told which setting was changed", async () => {
  await stub.services.signingSecrets.make(STUB_APP_ID);
  const changed = createSigningSecrets({ ...stub.services, vault: createVault(randomBytes(32)) });
  await expect(changed.live(STUB_APP_ID)).rejects.toThrow(/EARSHOT_SECRET/);
});

test("a secret is opened and imported once, and asked for in the store every time", async () => {
  let opened = 0;
  const { vault, store } = stub.services;
  const counting = createSigningSecrets({
    ...stub.services,
    vault: {
      ...vault,
      open(sealed, purpose) {
        opened++;
        return vault.open(sealed, purpose);
      },
    },
  });
  const made = await counting.make(STUB_APP_ID);
  for (let i = 0; i < 3; i++) expect(await counting.live(STUB_APP_ID)).toHaveLength(1);
  expect(opened).toBe(1);
  await store.signingSecrets.remove(STUB_APP_ID, made?.id ?? "");
  expect(await counting.live(STUB_APP_ID)).toEqual([]);
});
