import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../build/services/free-port.ts";
import type { StubSetupOptions } from "../fixture.ts";
import { setUpInstallation } from "../installation.ts";
import { type S3Double, startS3Double } from "../s3-double/start.ts";
import { type ServerProcess, startServerProcess } from "../server-process.ts";
import type { Stub } from "../start.ts";
import { type Balancer, startBalancer } from "./balancer.ts";
import type { Engines } from "./engines.ts";

/** What tests of a browser ask of a server, whichever form it has. */
export type Served = Pick<
  Stub,
  "url" | "publishableKey" | "secretKey" | "faults" | "requests" | "signInLink" | "close"
>;

export type Scaled = Served & {
  balancer: Balancer;
  /** The processes, each with an address of its own behind the balancer. */
  servers: ServerProcess[];
  s3: S3Double;
  databaseUrl: string;
  /** Starts this one again, where it was. */
  restart(index: number): Promise<void>;
};

export type ScaledOptions = Partial<StubSetupOptions> & {
  /** How many processes. @default 2 */
  processes?: number;
  /** More settings for all of them. */
  environment?: Record<string, string>;
};

let databases = 0;

/**
 * The scaled form as an operator has it: built servers that know each other only by their environment, over PostgreSQL, Redis and a
 * bucket, behind one balancer. Each on an empty database, an empty Redis and an empty bucket.
 */
export const startScaled = async (engines: Engines, options: ScaledOptions = {}): Promise<Scaled> => {
  const { processes = 2, environment = {}, ...setup } = options;
  const { postgres, redis } = engines;
  const folder = await mkdtemp(join(tmpdir(), "earshot-scaled-"));
  const databaseUrl = await postgres.createDatabase(`scaled_${process.pid}_${++databases}`);
  const [s3, installation, ports] = await Promise.all([
    startS3Double({ allowsPages: true }),
    setUpInstallation({ dataFolder: join(folder, "set-up"), databaseUrl }, setup),
    Promise.all(Array.from({ length: processes }, freePort)),
    redis.kill().then(() => redis.start()), // it keeps nothing, so it starts empty
  ]);
  const balancer = await startBalancer(ports);
  const start = (index: number): Promise<ServerProcess> =>
    startServerProcess(ports[index] ?? 0, {
      ...installation.environment,
      EARSHOT_DATA: join(folder, `process-${index}`), // nothing in it is shared
      EARSHOT_URL: balancer.url,
      EARSHOT_BLOBS: `s3://earshot/files?endpoint=${s3.endpoint}&region=${s3.region}`,
      AWS_ACCESS_KEY_ID: s3.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
      REDIS_URL: redis.url,
      TRUST_PROXY_HOPS: "1",
      ...environment,
    });
  const servers = await Promise.all(ports.map((_, index) => start(index)));
  return {
    ...installation,
    url: balancer.url,
    faults: balancer.faults,
    requests: balancer.requests,
    balancer,
    servers,
    s3,
    databaseUrl,
    async signInLink() {
      return `${balancer.url}/#sign-in=${await installation.signInToken()}`;
    },
    async restart(index) {
      servers[index] = await start(index);
    },
    async close() {
      await balancer.close();
      await Promise.all(servers.map((server) => server.kill()));
      await s3.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
