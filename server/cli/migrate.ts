import { openBlobs } from "../blobs/open-blobs.ts";
import type { BlobPlace } from "../blobs/place.ts";
import { systemClock } from "../clock.ts";
import { type Config, readConfig } from "../config.ts";
import { type SealedSecrets, trySealedSecrets } from "../keys/sealed-secrets.ts";
import { type CopiedFiles, copyFiles } from "../migrate/copy-files.ts";
import { type Destination, openPostgresDestination, openSqliteDestination } from "../migrate/destination.ts";
import { type MovedCounts, moveRows, type Progress } from "../migrate/move.ts";
import { type Snapshot, snapshotOfPostgres, snapshotOfSqlite } from "../migrate/snapshot.ts";
import { ownTables } from "../migrate/tables.ts";
import { createVault, findVaultKey } from "../vault.ts";
import { type Action, type Given, type Terminal, UsageError } from "./command.ts";
import { describePlace, migrateText } from "./migrate-text.ts";

const ENGINES = ["sqlite", "postgres"] as const;
type EngineName = (typeof ENGINES)[number];

/** What a run did, as `--json` shows it. */
export type MigrateAnswer = {
  from: EngineName;
  to: EngineName;
  source: string;
  destination: string;
  /** The moment that was moved. */
  snapshotAt: string;
  /** Whether the source was written to since; `null` where that cannot be told. */
  sourceChangedSince: boolean | null;
  tables: MovedCounts[];
  notMoved: Array<{ table: string; reason: string }>;
  files: ({ place: string } & CopiedFiles) | null;
  /** Secrets that the key of the source does not open will not open at the destination either. */
  secrets: SealedSecrets;
  next: string[];
};

const directionOf = (given: Given): { from: EngineName; to: EngineName } => {
  const engine = (option: "from" | "to"): EngineName => {
    const text = given.text(option);
    const name = ENGINES.find((known) => known === text);
    if (!name)
      throw new UsageError(`--${option} is ${text ?? "missing"}: say ${ENGINES.join(" or ")}.`, { needsHelp: true });
    return name;
  };
  const [from, to] = [engine("from"), engine("to")];
  if (from === to) throw new UsageError(`--from and --to are both ${from}. To copy a data folder use earshot backup.`);
  return { from, to };
};

const configOf = (given: Given, { environment }: Terminal): Config & { databaseUrl: string } => {
  const [data, databaseUrl] = [given.text("data"), given.text("database-url")];
  const config = readConfig({
    ...environment,
    ...(data === undefined ? {} : { EARSHOT_DATA: data }),
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  });
  if (config.databaseUrl === undefined)
    throw new UsageError("say which PostgreSQL: set DATABASE_URL, or give --database-url.", { needsHelp: true });
  return { ...config, databaseUrl: config.databaseUrl };
};

/** Where the files are to go, as `--blobs` says; `undefined` where they stay. */
const blobsOf = (given: Given, { environment }: Terminal, here: BlobPlace): BlobPlace | undefined => {
  const wanted = given.text("blobs");
  if (wanted === undefined) return undefined;
  const { blobs } = readConfig({ ...environment, EARSHOT_BLOBS: wanted });
  if (describePlace(blobs) === describePlace(here))
    throw new UsageError("--blobs names the place where the files are already. Leave it out: they stay.");
  return blobs;
};

const EVERY_MS = 1_000;

/** A line at the first page of a table, at its last, and once a second between. */
const progressTo = ({ note }: Terminal) => {
  let [said, table] = [0, ""];
  return ({ table: name, rows, of }: Progress): void => {
    const now = systemClock.monotonic();
    if (name === table && rows < of && now - said < EVERY_MS) return;
    [said, table] = [now, name];
    note(`  ${name}: ${rows} of ${of}\n`);
  };
};

const moveAll = async (
  { from, to }: { from: EngineName; to: EngineName },
  config: Config & { databaseUrl: string },
  { source, destination }: { source: Snapshot; destination: Destination },
  blobs: BlobPlace | undefined,
  terminal: Terminal,
): Promise<MigrateAnswer> => {
  const snapshotAt = new Date(systemClock.now()).toISOString();
  const key = findVaultKey(config.dataFolder, config.secret);
  const secrets = await trySealedSecrets(source, key && createVault(key));
  const tables = await moveRows(source, destination, { now: systemClock.now, onProgress: progressTo(terminal) });
  let files: MigrateAnswer["files"] = null;
  if (blobs) {
    terminal.note(`  files: to ${describePlace(blobs)}\n`);
    const [here, there] = await Promise.all([openBlobs(config.blobs, systemClock), openBlobs(blobs, systemClock)]);
    let said = systemClock.monotonic();
    const copied = await copyFiles(source, here, there, ({ copied: count, present }) => {
      if (systemClock.monotonic() - said < EVERY_MS) return;
      said = systemClock.monotonic();
      terminal.note(`  files: ${count + present}\n`);
    });
    files = { place: describePlace(blobs), ...copied };
  }
  const sourceChangedSince = (await source.end()) ?? null;
  const answer = { from, to, source: source.place, destination: destination.place, snapshotAt, sourceChangedSince };
  return { ...answer, tables, notMoved: ownTables(), files, secrets, next: [] };
};

/** `earshot migrate`. */
export const migrate: Action = {
  usage: "migrate --from ENGINE --to ENGINE",
  summary: "move an installation from the embedded database to PostgreSQL, or back",
  about: [
    "ENGINE is sqlite (the data folder: --data or EARSHOT_DATA) or postgres (--database-url or DATABASE_URL). Everything is moved:",
    "feedback with pictures, people, replies, apps, keys, members and who is signed in, webhooks with what waits for them, usage and",
    "the log. The destination must be an empty database, or one that this command filled before. The source is only read.",
    "",
    "While the server runs: it is moved as it is at the moment you start; the server goes on, and what comes after that moment is not",
    "moved. Run the same command again and it brings only what is new, changed or deleted since. So:",
    "  1. Run it while the server runs. This takes the time.",
    "  2. Stop the server, and run it again. This is short, and now nothing comes in between.",
    "  3. Start the server with DATABASE_URL. From then on that database is the installation, and migrate refuses to write to it.",
    "     Before, look at it with earshot doctor, lists and exports; any command that changes something makes it the installation, too.",
    "Whatever stops it (power, network, Ctrl+C), run it again: it goes on. A server does not start on a database that is half filled.",
    "Every row of both databases is compared before it ends, 50 pictures to the last byte; it ends with 0 only if all is alike.",
    "",
    "Secrets of webhooks and of user tokens are sealed with a key, which is not in the database: EARSHOT_SECRET, or the file",
    "secret.key in the data folder. Give the new server the same EARSHOT_DATA, or set EARSHOT_SECRET to that file's line.",
    "Keys of apps go on working as they are. Nobody has to sign in anew.",
    "",
    "Uploaded files stay where they are, unless --blobs copies them. Each is checked by its SHA-256.",
  ].join("\n"),
  words: [0, 0],
  options: {
    from: { type: "string", value: "ENGINE", about: "where the installation is: sqlite or postgres" },
    to: { type: "string", value: "ENGINE", about: "where it goes: postgres or sqlite" },
    data: { type: "string", value: "FOLDER", about: "the data folder; EARSHOT_DATA, or ./data, unless said" },
    "database-url": {
      type: "string",
      value: "URL",
      about: "postgres://user:password@host/database; DATABASE_URL is better: others can see arguments",
    },
    blobs: {
      type: "string",
      value: "PLACE",
      about:
        "copy the files too: a folder or s3://..., written as EARSHOT_BLOBS; EARSHOT_BLOBS itself says where they are now",
    },
  },
  examples: [
    [
      "DATABASE_URL=postgres://earshot:...@db/earshot earshot migrate --from sqlite --to postgres --data /var/lib/earshot",
      "rows and pictures; files stay in /var/lib/earshot/blobs",
    ],
    [
      "earshot migrate --from sqlite --to postgres --blobs 's3://bucket/feedback?region=eu-central-1'",
      "the files as well, into a bucket (with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY set); again to bring what is new",
    ],
    ["earshot migrate --from postgres --to sqlite --data ./back", "back into an empty data folder"],
  ],
  async run(given, terminal) {
    const direction = directionOf(given);
    const config = configOf(given, terminal);
    const blobs = blobsOf(given, terminal, config.blobs);
    const source =
      direction.from === "sqlite" ? snapshotOfSqlite(config.dataFolder) : await snapshotOfPostgres(config.databaseUrl);
    let destination: Destination | undefined;
    try {
      destination =
        direction.to === "postgres"
          ? await openPostgresDestination(config.databaseUrl)
          : await openSqliteDestination(config.dataFolder);
      terminal.note(`  from ${source.place} to ${destination.place}\n`);
      const answer = await moveAll(direction, config, { source, destination }, blobs, terminal);
      const { text, next } = migrateText(answer, config, blobs);
      return { json: { ...answer, next }, text };
    } finally {
      await destination?.engine.close();
      await source.close();
    }
  },
};
