import { type RunningPostgres, startPostgres } from "../../build/services/postgres.ts";
import { type RunningRedis, startRedis } from "../../build/services/redis.ts";

/** What the processes of a scaled installation share, beside the storage of files. */
export type Engines = { postgres: RunningPostgres; redis: RunningRedis; close(): Promise<void> };

/** Starts a real PostgreSQL and a real Redis. */
export const startEngines = async (): Promise<Engines> => {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  return {
    postgres,
    redis,
    async close() {
      await Promise.all([postgres.close(), redis.close()]);
    },
  };
};
