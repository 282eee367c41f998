import { randomBytes } from "node:crypto";
import { systemClock } from "../clock.ts";
import { readConfig } from "../config.ts";
import { createServer } from "../create-server.ts";
import { firstRun, readDemoKey } from "../first-run.ts";
import { hashOfSecret } from "../keys/key-text.ts";
import { openLimiter } from "../limiter/open-limiter.ts";
import { createLog } from "../logs.ts";
import { openStorage } from "../open-storage.ts";
import { chooseRole, defaultRole } from "./choose-role.ts";
import { welcome } from "./welcome.ts";

const LINK_MS = 24 * 3_600_000;

/**
 * `earshot start`: opens the store, sets it up on the first start, listens, and says where.
 *
 * @throws StartError, ConfigurationError
 */
export const start = async (version: string): Promise<void> => {
  const config = readConfig(process.env);
  const hasTerminal = process.stdin.isTTY && process.stdout.isTTY;
  // A person at a terminal wants to read the addresses; a log collector wants every request.
  const log = createLog(config.logLevel ?? (hasTerminal ? "warn" : "info"));
  const limiter = await openLimiter(config.redisUrl, systemClock, log);
  const { store, vault } = await openStorage(config);
  try {
    const keys = await firstRun(store, {
      dataFolder: config.dataFolder,
      clock: systemClock,
      chooseRole: async () =>
        config.ownerRole ?? (hasTerminal ? chooseRole(process.stdin, process.stdout) : defaultRole),
    });
    const demoKey = await readDemoKey(config.dataFolder);
    const server = await createServer({ ...config, store, vault, limiter, version, log, demoKey });

    const signInToken = randomBytes(32).toString("base64url");
    const owner = await store.organizations.firstOwner();
    if (owner)
      await store.sessions.addLink({
        hash: hashOfSecret(signInToken),
        memberId: owner.id,
        expiresAt: systemClock.now() + LINK_MS,
      });
    process.stdout.write(welcome({ url: server.url, signInToken, keys, hasDemo: demoKey !== undefined }));

    const stop = (signal: string): void => {
      log.info("stopping", { signal });
      void server
        .close()
        .then(() => limiter.close())
        .then(() => process.exit(0));
    };
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  } catch (error) {
    await store.close();
    throw error;
  }
};
