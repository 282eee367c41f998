import type { Clock } from "../clock.ts";
import type { Log } from "../logs.ts";
import { StartError } from "../start-error.ts";
import type { Limiter } from "./limiter.ts";
import { createMemoryLimiter } from "./memory-limiter.ts";

/**
 * The buckets of this installation: in this process, or in the Redis that `redisUrl` names, shared by all processes.
 *
 * @throws StartError when Redis cannot be reached.
 */
export const openLimiter = async (
  redisUrl: string | undefined,
  clock: Clock,
  log: Log,
): Promise<Limiter & { close(): Promise<void> }> => {
  const memory = createMemoryLimiter(() => clock.monotonic());
  if (!redisUrl) return { ...memory, close: async () => {} };
  // Loaded only where it is used: it costs a start and memory that a single process does not need.
  const { openRedisLimiter } = await import("./redis-limiter.ts");
  return openRedisLimiter({ url: redisUrl, fallback: memory, log }).catch((error: Error) => {
    throw new StartError(
      `Redis at ${new URL(redisUrl).host} cannot be reached (${error.message}). Check that it runs, and REDIS_URL.`,
    );
  });
};
