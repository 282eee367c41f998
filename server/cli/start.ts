import { systemClock } from "../clock.ts";
import { readConfig } from "../config.ts";
import { createServer, type RunningServer } from "../create-server.ts";
import { firstRun, readDemoKey } from "../first-run.ts";
import { openLimiter } from "../limiter/open-limiter.ts";
import { createLog } from "../logs.ts";
import { makeSignInToken, signInLink } from "../members/sign-in-link.ts";
import { openStorage } from "../open-storage.ts";
import { chooseRole, defaultRole } from "./choose-role.ts";
import type { Action, Terminal } from "./command.ts";
import { welcome } from "./welcome.ts";

/**
 * Opens the store, sets it up on the first start, listens, and says where.
 *
 * @throws StartError, ConfigurationError
 */
const serve = async ({ environment, version, json }: Terminal): Promise<void> => {
  const config = readConfig(environment);
  const hasTerminal = process.stdin.isTTY && process.stdout.isTTY && !json;
  // A person at a terminal wants to read the addresses; a log collector wants every request.
  const log = createLog(config.logLevel ?? (hasTerminal ? "warn" : "info"));
  const limiter = await openLimiter(config.redisUrl, systemClock, log);
  const { store, vault, blobs } = await openStorage(config);
  const { dataFolder } = config;
  let server: RunningServer | undefined;
  try {
    // Before anything is made: keys are shown once, and a port that is taken must not cost them.
    server = await createServer({
      ...config,
      store,
      vault,
      blobs,
      limiter,
      version,
      log,
      demoKey: () => readDemoKey(dataFolder),
    });
    const { url, close } = server;
    const keys = await firstRun(store, {
      dataFolder,
      clock: systemClock,
      chooseRole: async () =>
        config.ownerRole ?? (hasTerminal ? chooseRole(process.stdin, process.stdout) : defaultRole),
    });
    const owner = await store.organizations.firstOwner();
    const link = owner && signInLink(url, await makeSignInToken({ store, clock: systemClock }, owner.id));
    process.stdout.write(
      json
        ? `${JSON.stringify({ url, signInLink: link ?? null, keys: keys ?? null })}\n`
        : welcome({ url, signInLink: link, keys, hasDemo: (await readDemoKey(dataFolder)) !== undefined }),
    );

    const stop = (signal: string): void => {
      log.info("stopping", { signal });
      void close()
        .then(async (cut) => {
          await limiter.close();
          return cut.length === 0 ? 0 : 1;
        })
        .catch((error: Error) => {
          log.error("could not stop as it should", { error: error.message });
          return 1;
        })
        .then((code) => process.exit(code));
    };
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  } catch (error) {
    await (server?.close() ?? store.close());
    throw error;
  }
};

/** `earshot start`. */
export const start: Action = {
  usage: "start",
  summary: "start the server",
  about:
    "The first start makes an organization, an app and two keys, and shows them once. Every start prints a link that signs you in.\nWith --json it prints one line when it listens: the address, the link, and on the first start the keys.",
  words: [0, 0],
  options: {},
  examples: [
    ["earshot start", "on http://localhost:8787, with its data in ./data"],
    ["PORT=80 HOST=0.0.0.0 EARSHOT_DATA=/var/lib/earshot earshot start", "for every network, with its data elsewhere"],
  ],
  run: async (_, terminal) => {
    await serve(terminal);
    return undefined;
  },
};
