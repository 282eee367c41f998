import type { Clock } from "../server/clock.ts";
import type { FirstKeys } from "../server/first-run.ts";
import { keyProfile } from "../server/keys/key-profiles.ts";
import { hashOfSecret, hintOfKeyText, makeKeyText } from "../server/keys/key-text.ts";
import type { NewKey } from "../server/store/keys.ts";
import type { Setup } from "../server/store/organizations.ts";

/** The same organization, app and keys in every run, so that a test can name them. */
export const STUB_APP_ID = "000000000000000000000a01";
export const STUB_ORGANIZATION_ID = "000000000000000000000001";
const OWNER_ID = "000000000000000000000b01";

export const STUB_KEYS: FirstKeys = {
  publishable: makeKeyText(keyProfile("publishable"), Buffer.alloc(32, "p")),
  secret: makeKeyText(keyProfile("secret"), Buffer.alloc(32, "s")),
};

/** When the stub's clock starts: 2026-01-01T12:00:00Z. */
export const STUB_EPOCH = Date.UTC(2026, 0, 1, 12);

export type StubClock = Clock & { advance(milliseconds: number): void };

/** A clock that stands still until a test moves it. */
export const createStubClock = (start: number = STUB_EPOCH): StubClock => {
  let elapsed = 0;
  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    advance(milliseconds) {
      elapsed += milliseconds;
    },
  };
};

export type Names = { organization: string; owner: string; app: string } & Record<keyof FirstKeys, string>;

export type StubSetupOptions = {
  /** The allowed origins of the publishable key. */
  origins: string[];
  /** `null`: the owner has no role yet, so nothing may be captured. */
  ownerRole: Setup["owner"]["role"];
  /** When the publishable key expires; never by default. */
  expiresAt: number | null;
  /** Names as people would give them, for pictures. */
  names?: Names;
  /** The mode of the app; public by default. */
  mode?: Setup["app"]["mode"];
};

const NAMES: Names = {
  organization: "Stub organization",
  owner: "Stub owner",
  app: "Stub app",
  publishable: "Stub publishable key",
  secret: "Stub secret key",
};

export const stubSetup = (
  { origins, ownerRole, expiresAt, mode = "public", names = NAMES }: StubSetupOptions,
  createdAt: number,
): Setup => {
  const key = (kind: keyof FirstKeys, id: string, allowedOrigins: string[]): NewKey => ({
    id,
    appId: STUB_APP_ID,
    ownerId: OWNER_ID,
    kind,
    name: names[kind],
    hash: hashOfSecret(STUB_KEYS[kind]),
    hint: hintOfKeyText(STUB_KEYS[kind], keyProfile(kind)),
    scopes: [...keyProfile(kind).scopes],
    allowedOrigins,
    createdAt,
    expiresAt: kind === "publishable" ? expiresAt : null,
  });
  return {
    organization: { id: STUB_ORGANIZATION_ID, name: names.organization },
    owner: { id: OWNER_ID, organizationId: STUB_ORGANIZATION_ID, name: names.owner, role: ownerRole },
    app: { id: STUB_APP_ID, organizationId: STUB_ORGANIZATION_ID, name: names.app, environment: "live", mode },
    keys: [key("publishable", "000000000000000000000c01", origins), key("secret", "000000000000000000000c02", [])],
    createdAt,
  };
};
