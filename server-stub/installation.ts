import { join } from "node:path";
import { systemClock } from "../server/clock.ts";
import { hashOfSecret } from "../server/keys/key-text.ts";
import { openStorage } from "../server/open-storage.ts";
import { STUB_KEYS, type StubSetupOptions, stubSetup } from "./fixture.ts";

/** What the signing secrets of an installation for tests are sealed with, whichever process opens them. */
export const STUB_SECRET = Buffer.alloc(32, "v").toString("base64");

export type Installation = {
  publishableKey: string;
  secretKey: string;
  /** What a process of it must be told, beside its port. */
  environment: Record<string, string>;
  /** The token of a link that signs the owner in, once. */
  signInToken(): Promise<string>;
};

/**
 * Sets an empty database up with the app and the keys of the stub, for processes that are started over it by their environment.
 *
 * @param place The data folder, and the PostgreSQL instead of the embedded database.
 */
export const setUpInstallation = async (
  place: { dataFolder: string; databaseUrl?: string },
  options: Partial<StubSetupOptions> = {},
): Promise<Installation> => {
  const secret = Buffer.from(STUB_SECRET, "base64");
  const open = () =>
    openStorage({ ...place, secret, blobs: { kind: "disk", folder: join(place.dataFolder, "blobs") } });
  const { origins = ["localhost"], ownerRole = "product", expiresAt = null, mode = "public" } = options;
  const setup = stubSetup({ origins, ownerRole, expiresAt, mode }, systemClock.now());
  const { store } = await open();
  await store.organizations.setUp(setup);
  await store.close();
  let links = 0;
  return {
    publishableKey: STUB_KEYS.publishable,
    secretKey: STUB_KEYS.secret,
    environment: {
      EARSHOT_DATA: place.dataFolder,
      EARSHOT_SECRET: STUB_SECRET,
      ...(place.databaseUrl ? { DATABASE_URL: place.databaseUrl } : {}),
    },
    async signInToken() {
      const token = `stub-sign-in-${++links}`;
      const opened = await open();
      const expiresAt = systemClock.now() + 24 * 3_600_000;
      await opened.store.sessions.addLink({ hash: hashOfSecret(token), memberId: setup.owner.id, expiresAt });
      await opened.store.close();
      return token;
    },
  };
};
