import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, resolve } from "node:path";
import type { Config } from "../config.ts";
import { isNodeNewEnough, NEEDED_NODE } from "../needed-node.ts";
import { type Check, ok, problem, warning } from "./check.ts";
import { isEarshot } from "./check-address.ts";
import { type Inspection, inspectDatabase } from "./inspect-database.ts";

const GB = 1024 ** 3;
const MINUTE = 60_000;

export const checkNode = (version: string): Check =>
  isNodeNewEnough(version)
    ? ok("node", `version ${version}`)
    : problem("node", `version ${version}`, `Install Node ${NEEDED_NODE} or newer.`);

/** Whether we could write there, without writing: the folder itself, or the nearest above it that exists. */
export const checkFolder = ({ dataFolder }: Pick<Config, "dataFolder">): Check => {
  const folder = resolve(dataFolder);
  let nearest = folder;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    if (!statSync(nearest).isDirectory()) throw new Error();
    accessSync(nearest, constants.W_OK | constants.X_OK);
  } catch {
    return problem("folder", `${folder} cannot be written`, "Make it writable, or choose another with EARSHOT_DATA.");
  }
  const { bavail, blocks, bsize } = statfsSync(nearest);
  if (blocks === 0)
    return problem("folder", `${folder} is on a file system that keeps no files`, "Choose another with EARSHOT_DATA.");
  const free = (bavail * bsize) / GB;
  const space = `${folder}, ${free.toFixed(1)} GB free`;
  if (free < 0.1) return problem("folder", space, "Free some space: a full disk takes no feedback.");
  if (free < 1) return warning("folder", space, "Free some space soon, or set how long feedback is kept.");
  return ok("folder", existsSync(folder) ? space : `${space}; made on the first start`);
};

/** Whether an Earshot answers there already. */
const isEarshotAt = (port: number, host: string): Promise<boolean> => {
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return isEarshot(`http://${name}:${port}`, 2_000);
};

export const checkPort = async ({ port, host }: Pick<Config, "port" | "host">): Promise<Check> => {
  const code = await new Promise<string | undefined>((done) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => done(undefined)));
  });
  if (code === undefined) return ok("port", `${host}:${port} is free; no server runs there now`);
  if (code === "EADDRINUSE")
    return (await isEarshotAt(port, host))
      ? ok("port", `${host}:${port}: an Earshot answers there`)
      : problem("port", `${host}:${port} is taken by another program`, "Stop it, or choose another port with PORT.");
  if (code === "EACCES")
    return problem("port", `${host}:${port} may not be opened`, "Choose a port above 1023 with PORT.");
  return problem("port", `${host}:${port} cannot be opened (${code})`, "Check HOST and PORT.");
};

export const checkDatabase = async (config: Config): Promise<Inspection & { check: Check }> => {
  const inspection = await inspectDatabase(config);
  const { place, state, found } = inspection;
  const check = {
    missing: () =>
      warning(
        "database",
        `${place}: none yet`,
        `Run earshot start: it makes one. If you expected one, check ${config.databaseUrl ? "DATABASE_URL" : "EARSHOT_DATA"}.`,
      ),
    broken: () =>
      problem(
        "database",
        `${place}: ${found}`,
        config.databaseUrl ? "Check that it runs, and DATABASE_URL." : "Restore the folder from a backup.",
      ),
    newer: () => problem("database", `${place}: ${found}`, "Start the version that wrote it, or a newer one."),
    older: () => ok("database", `${place}: ${found}; the next start brings it up to date`),
    filling: () =>
      problem(
        "database",
        `${place}: ${found}`,
        "Run earshot migrate again until it says that all is there: no server starts before that.",
      ),
    current: () => ok("database", `${place}: ${found}`),
  }[state]();
  return { ...inspection, check };
};

/** @param newest When the newest record says that it was made. @param aheadMs How far the database's clock is ahead of ours. */
export const checkClock = (now: number, newest: number | undefined, aheadMs = 0): Check => {
  const reads = `${new Date(now).toISOString().slice(0, 16)}Z`;
  const todo = "Set the clock, and let it be kept by NTP: expiries, limits and signatures go by it.";
  if (newest !== undefined && newest > now + MINUTE)
    return problem("clock", `${reads}, but a record was made at ${new Date(newest).toISOString().slice(0, 16)}Z`, todo);
  if (Math.abs(aheadMs) > MINUTE)
    return problem("clock", `${reads}, and the database's is ${Math.round(aheadMs / 1_000)} s ahead of it`, todo);
  return now < Date.UTC(2026, 0, 1) ? problem("clock", `${reads}, which is past`, todo) : ok("clock", reads);
};

/** What stops feedback although the server is well, and what has leaked. */
export const checkTeam = ({ ownersWithoutRole, leakedKeys }: Inspection): Check[] => [
  ...ownersWithoutRole.map((name) =>
    problem(
      "team",
      `${name} owns keys and has no role yet, so those keys may not capture`,
      `Run earshot members set-role ${JSON.stringify(name)} ROLE.`,
    ),
  ),
  ...leakedKeys.map(({ id, name }) =>
    warning(
      "keys",
      `the secret key ${JSON.stringify(name)} arrived from a web page: others can have it`,
      `Run earshot keys rotate ${id}.`,
    ),
  ),
];
