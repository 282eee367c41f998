import { randomBytes } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";
import type { MemberRole } from "../shared/contract/enumerations.ts";
import { PUBLISHABLE_KEY_PATTERN } from "../shared/contract/key-text.ts";
import type { Clock } from "./clock.ts";
import { createIds } from "./ids.ts";
import { keyProfile } from "./keys/key-profiles.ts";
import { hashOfSecret, hintOfKeyText, makeKeyText } from "./keys/key-text.ts";
import type { NewKey } from "./store/keys.ts";
import type { Setup } from "./store/organizations.ts";
import type { Store } from "./store/store.ts";

export type FirstKeys = { publishable: string; secret: string };

/** What a first start makes: an organization, its owner, the app *Demo*, a publishable key for `localhost` and a secret key. */
export const makeSetup = (
  role: MemberRole,
  clock: Clock,
  random: (size: number) => Buffer = randomBytes,
): { setup: Setup; keys: FirstKeys } => {
  const makeId = createIds(clock, random);
  const createdAt = clock.now();
  const organization = { id: makeId(), name: "My organization" };
  const owner = { id: makeId(), organizationId: organization.id, name: "Owner", role };
  const app = {
    id: makeId(),
    organizationId: organization.id,
    name: "Demo",
    environment: "live" as const,
    mode: "public" as const,
  };
  const keys = {
    publishable: makeKeyText(keyProfile("publishable"), random(32)),
    secret: makeKeyText(keyProfile("secret"), random(32)),
  };
  const key = (kind: keyof FirstKeys, name: string, allowedOrigins: string[]): NewKey => {
    const profile = keyProfile(kind);
    return {
      id: makeId(),
      appId: app.id,
      ownerId: owner.id,
      kind,
      name,
      hash: hashOfSecret(keys[kind]),
      hint: hintOfKeyText(keys[kind], profile),
      scopes: [...profile.scopes],
      allowedOrigins,
      createdAt,
      expiresAt: null,
    };
  };
  return {
    keys,
    setup: {
      organization,
      owner,
      app,
      createdAt,
      keys: [key("publishable", "Demo page", ["localhost"]), key("secret", "First secret key", [])],
    },
  };
};

const demoFile = (dataFolder: string): string => join(dataFolder, "demo.json");
const demoSchema = z.strictObject({ publishableKey: z.string().check(z.regex(PUBLISHABLE_KEY_PATTERN)) });

/**
 * Sets an empty store up. The demo page is a site like any other and holds its publishable key in the open: in `demo.json`,
 * written first, because the store keeps no key's text.
 *
 * @returns The keys, to be shown this once; `undefined` when the store is in use already.
 */
export const firstRun = async (
  store: Store,
  { dataFolder, clock, chooseRole }: { dataFolder: string; clock: Clock; chooseRole: () => Promise<MemberRole> },
): Promise<FirstKeys | undefined> => {
  if (!(await store.organizations.isEmpty())) return undefined;
  const { setup, keys } = makeSetup(await chooseRole(), clock);
  await writeFile(demoFile(dataFolder), `${JSON.stringify({ publishableKey: keys.publishable })}\n`, { mode: 0o600 });
  if (await store.organizations.setUp(setup)) return keys;
  await rm(demoFile(dataFolder)); // another process was first, and its keys are not ours to show
  return undefined;
};

/** The demo page's key; `undefined` where there is none, or the file was changed into something else. */
export const readDemoKey = async (dataFolder: string): Promise<string | undefined> => {
  try {
    return demoSchema.parse(JSON.parse(await readFile(demoFile(dataFolder), "utf8"))).publishableKey;
  } catch {
    return undefined;
  }
};
