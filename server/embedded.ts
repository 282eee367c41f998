import packageJson from "../package.json" with { type: "json" };
import { systemClock } from "./clock.ts";
import { createServer as createServerOver } from "./create-server.ts";
import { readServerOptions } from "./embedded-options.ts";
import { firstRun, readDemoKey } from "./first-run.ts";
import type { EarshotServer, ServerOptions } from "./index.ts";
import { openLimiter } from "./limiter/open-limiter.ts";
import { createLog } from "./logs.ts";
import { openStorage } from "./open-storage.ts";

/** What `createServer` of the package does, once this Node is known to be new enough. */
export const startEmbedded = async (options: ServerOptions): Promise<EarshotServer> => {
  const config = readServerOptions(options);
  const { dataFolder } = config;
  const log = createLog(config.logLevel);
  const limiter = await openLimiter(config.redisUrl, systemClock, log);
  const { store, vault, blobs } = await openStorage(config).catch(async (error) => {
    await limiter.close();
    throw error;
  });
  try {
    const { url, close } = await createServerOver({
      ...config,
      store,
      vault,
      blobs,
      limiter,
      version: packageJson.version,
      log,
      demoKey: () => readDemoKey(dataFolder),
    });
    try {
      // After it listens: keys are shown once, and a port that is taken must not cost them.
      const keys = await firstRun(store, { dataFolder, clock: systemClock, chooseRole: async () => config.ownerRole });
      return {
        url,
        keys,
        close: async () => {
          await close();
          await limiter.close();
        },
      };
    } catch (error) {
      await close();
      throw error;
    }
  } catch (error) {
    await Promise.all([store.close().catch(() => {}), limiter.close()]);
    throw error;
  }
};
