import type { Config } from "../config.ts";
import { type Check, ok, warning } from "./check.ts";

const CONNECT_MS = 3_000;

/** Connects as the server would, password and all, and asks for an answer. */
export const checkRedis = async ({ redisUrl }: Pick<Config, "redisUrl">): Promise<Check[]> => {
  if (redisUrl === undefined) return [];
  const { host } = new URL(redisUrl);
  const { Redis } = await import("ioredis");
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    commandTimeout: CONNECT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let lastError: Error | undefined;
  redis.on("error", (error) => {
    lastError = error;
  });
  try {
    await redis.connect();
    await redis.ping();
    return [ok("redis", `${host} answers`)];
  } catch (error) {
    const { message } = lastError ?? (error as Error);
    const reason = /\b(E[A-Z]{4,}|NOAUTH|WRONGPASS)\b/.exec(message)?.[0] ?? "no answer";
    return [
      warning(
        "redis",
        `${host} does not answer (${reason}): limits hold in each process alone`,
        /AUTH|PASS/.test(reason) ? "Check user and password in REDIS_URL." : "Check that it runs, and REDIS_URL.",
      ),
    ];
  } finally {
    redis.disconnect();
  }
};
