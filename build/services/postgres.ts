import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findExecutable } from "../executable.ts";
import { freePort } from "./free-port.ts";

const DEBIAN = "/usr/lib/postgresql";
/** So often a start is tried while another one's processes are still ending: five a second. */
const MOST_STARTS = 100;

/** Where `initdb` and `postgres` are: on `PATH`, or where Debian keeps them, the newest version first. */
export const findPostgres = (name: "initdb" | "postgres" = "postgres"): string | undefined => {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  return findExecutable(name, ...versions.map((version) => join(DEBIAN, version, "bin", name)));
};

/** PostgreSQL refuses to run as root; there it runs as the user its package made. */
const identity = (): { uid?: number; gid?: number } => {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
};

export type RunningPostgres = {
  /** Connects as its owner; end it with the name of a database. */
  url: (database?: string) => string;
  /** Runs one statement in the database `postgres`, as its owner. */
  query(statement: string): Promise<void>;
  /** Makes an empty database, and gives its address. */
  createDatabase(name: string): Promise<string>;
  /** As a crash would: kill -9 of the whole server. Its data stays. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Stops every process of it where it stands: connections stay open, and nothing is answered until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Stops it and removes its data. */
  close(): Promise<void>;
};

/**
 * Starts a real PostgreSQL on a free port of this machine, in a folder of its own.
 *
 * @param settings Of `postgresql.conf`; those of PostgreSQL by default, so it is durable.
 */
export const startPostgres = async (settings: Record<string, string> = {}): Promise<RunningPostgres> => {
  const [initdb, postgres] = [findPostgres("initdb"), findPostgres("postgres")];
  if (!initdb || !postgres) throw new Error("PostgreSQL is not installed: install the package postgresql");
  const who = identity();
  const folder = mkdtempSync(join(tmpdir(), "earshot-postgres-"));
  if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid);
  execFileSync(
    initdb,
    ["-D", join(folder, "data"), "-U", "earshot", "-A", "trust", "-E", "UTF8", "--no-instructions"],
    {
      ...who,
      cwd: folder,
      stdio: "pipe",
    },
  );
  const given = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const port = await freePort();
  let child: ChildProcess | undefined;
  const url = (database = "postgres"): string => `postgres://earshot@127.0.0.1:${port}/${database}`;

  const startOnce = async (): Promise<void> => {
    const started = spawn(
      postgres,
      ["-D", join(folder, "data"), "-p", String(port), "-k", folder, "-c", "listen_addresses=127.0.0.1", ...given],
      {
        ...who,
        cwd: folder,
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    child = started;
    await new Promise<void>((ready, failed) => {
      let said = "";
      started.stderr.on("data", (chunk) => {
        said += chunk;
        if (said.includes("ready to accept connections")) ready();
      });
      started.once("exit", () => failed(new Error(`PostgreSQL did not start: ${said}`)));
    });
  };
  /** The processes of one that was killed let go of its memory each in its own time; until then there can be no other. */
  const start = async (): Promise<void> => {
    for (let tries = 1; ; tries++) {
      const problem = await startOnce().then(() => undefined, (thrown: Error) => thrown); // biome-ignore format: one thought
      if (!problem) return;
      if (tries === MOST_STARTS || !problem.message.includes("pre-existing shared memory block")) throw problem;
      await new Promise((later) => setTimeout(later, 200));
    }
  };
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    const running = child;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    await new Promise((ended) => {
      running.once("exit", ended);
      running.kill(signal);
    });
  };

  let frozen: number[] = [];
  const signal = (pid: number, name: NodeJS.Signals): void => {
    try {
      process.kill(pid, name);
    } catch {} // it has ended meanwhile
  };
  const freeze = (): void => {
    const main = child?.pid;
    if (main === undefined) return;
    signal(main, "SIGSTOP"); // first: it is the one that makes others
    const { stdout } = spawnSync("pgrep", ["-P", String(main)], { encoding: "utf8" });
    frozen = [main, ...stdout.split("\n").filter(Boolean).map(Number)];
    for (const pid of frozen) signal(pid, "SIGSTOP");
  };
  const thaw = (): void => {
    for (const pid of frozen.splice(0)) signal(pid, "SIGCONT");
  };

  const query = async (statement: string): Promise<void> => {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: url() });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };

  await start();
  return {
    url,
    query,
    async createDatabase(name) {
      await query(`CREATE DATABASE "${name.replaceAll('"', '""')}"`);
      return url(name);
    },
    kill: () => stop("SIGKILL"),
    start,
    freeze,
    thaw,
    async close() {
      thaw();
      await stop("SIGINT"); // fast shutdown
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
