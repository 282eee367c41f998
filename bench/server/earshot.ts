import { mkdirSync } from "node:fs";
import { systemClock } from "../../server/clock.ts";
import { createServer } from "../../server/create-server.ts";
import { hashOfSecret } from "../../server/keys/key-text.ts";
import { createMemoryLimiter } from "../../server/limiter/memory-limiter.ts";
import { createLog } from "../../server/logs.ts";
import { openStorage } from "../../server/open-storage.ts";
import { STUB_KEYS, stubSetup } from "../../server-stub/fixture.ts";
import { SIGN_IN } from "./sign-in.ts";

/*
 * Earshot as it is, with one difference: its buckets hold a million times as much (BUCKETS), because one machine plays all
 * clients here. They are asked all the same.
 */
const dataFolder = process.argv[2] ?? ".";
mkdirSync(dataFolder, { recursive: true });
const storage = await openStorage({ dataFolder, databaseUrl: process.env.DATABASE_URL });
if (await storage.store.organizations.isEmpty()) {
  const now = systemClock.now();
  const setup = stubSetup({ origins: ["localhost"], ownerRole: "product", expiresAt: null }, now);
  await storage.store.organizations.setUp(setup);
  const link = { hash: hashOfSecret(SIGN_IN), memberId: setup.owner.id, expiresAt: now + 3_600_000 };
  await storage.store.sessions.addLink(link);
}
const MORE = Number(process.env.BUCKETS ?? 1e6);
const limiter = createMemoryLimiter(() => systemClock.monotonic());
const generous = ({ requests, seconds }: { requests: number; seconds: number }) => ({
  requests: requests * MORE,
  seconds,
});
process.once("SIGINT", () => process.exit(0));
const { url } = await createServer({
  ...storage,
  limiter: {
    take: (bucket, rate) => limiter.take(bucket, generous(rate)),
    peek: (bucket, rate) => limiter.peek(bucket, generous(rate)),
    giveBack: (bucket, rate) => limiter.giveBack(bucket, generous(rate)),
  },
  log: createLog("silent"),
  port: 0,
  host: "127.0.0.1",
  publicUrl: undefined,
  trustedProxyHops: 0,
  version: "bench",
});
process.stdout.write(`${url.replace("localhost", "127.0.0.1")} ${STUB_KEYS.secret}\n`);
