import { resolve } from "node:path";
import type { AppServices } from "../apps/app-management.ts";
import type { Blobs } from "../blobs/blobs.ts";
import { systemClock } from "../clock.ts";
import { type Config, readConfig } from "../config.ts";
import { ALL_KEY_PROFILES } from "../dialects/index.ts";
import { createIds } from "../ids.ts";
import type { KeyManager, KeyServices } from "../keys/key-management.ts";
import { createSigningSecrets } from "../keys/signing-secrets.ts";
import { createLog, type Log } from "../logs.ts";
import { openStorage } from "../open-storage.ts";
import { StartError } from "../start-error.ts";
import type { AppRecord } from "../store/apps.ts";
import { databasePlace } from "../store/postgres/database-place.ts";
import type { WebhookServices } from "../webhooks/webhook-management.ts";
import { type Terminal, UsageError } from "./command.ts";
import { isThereInstallation } from "./inspect-database.ts";

/** An installation as the command line works on it: what the routes have, and the rights of its owner. */
export type Installation = KeyServices &
  AppServices &
  WebhookServices & { config: Config; operator: KeyManager; blobs: Blobs; log: Log };

type Work<T> = (installation: Installation) => Promise<T>;

const openAndWork = async <T>({ environment }: Terminal, onlyReads: boolean, work: Work<T>): Promise<T> => {
  const config = readConfig(environment);
  // Opening would make one: a command in the wrong folder, or the wrong database, must not found a second installation.
  if (!(await isThereInstallation(config)))
    throw new StartError(
      `there is no installation in ${config.databaseUrl ? databasePlace(config.databaseUrl) : resolve(config.dataFolder)}. Run earshot start first, or say where it is with EARSHOT_DATA or DATABASE_URL.`,
    );
  const { store, vault, blobs } = await openStorage({ ...config, onlyReads });
  try {
    const owner = await store.organizations.firstOwner();
    if (!owner) throw new StartError("the installation is not set up yet. Run earshot start first.");
    const { organizationId } = owner;
    const [clock, log] = [systemClock, createLog(config.logLevel ?? "warn")];
    const makeId = createIds(clock);
    return await work({
      config,
      store,
      blobs,
      clock,
      log,
      makeId,
      vault,
      webhookHosts: config.webhookHosts,
      signingSecrets: createSigningSecrets({ store, vault, clock, log, makeId }),
      keyProfiles: ALL_KEY_PROFILES,
      operator: {
        organizationId,
        appId: null,
        name: "server command line",
        ownerId: owner.id,
        scopes: null,
        expiresAt: null,
      },
    });
  } finally {
    await store.close();
  }
};

/**
 * Opens the installation that the settings name, works on it, and closes it. It may be running meanwhile: the database takes several
 * writers, and the server looks every key and app up anew.
 *
 * @throws StartError when there is none, or it cannot be opened.
 */
export const withInstallation = <T>(terminal: Terminal, work: Work<T>): Promise<T> =>
  openAndWork(terminal, false, work);

/** The same for a command that only reads: a database that `earshot migrate` fills stays with the move, and can be looked at between its runs. */
export const readInstallation = <T>(terminal: Terminal, work: Work<T>): Promise<T> => openAndWork(terminal, true, work);

/** One of several things, by its id or, where only one is called so, by its name. @throws UsageError */
export const pick = <T extends { id: string; name: string }>(what: string, all: T[], word: string): T => {
  const byId = all.find(({ id }) => id === word);
  if (byId) return byId;
  const named = all.filter(({ name }) => name === word);
  if (named.length > 1)
    throw new UsageError(
      `${named.length} ${what}s are called ${word}. Use an id: ${named.map(({ id }) => id).join(", ")}.`,
    );
  if (!named[0]) throw new UsageError(`there is no ${what} ${word}. Run earshot ${what}s list to see them all.`);
  return named[0];
};

/** The app that was named, or the only one. @param place Where this command takes its name. @throws UsageError */
export const pickApp = async (
  { store, operator }: Installation,
  word: string | undefined,
  place: "with --app" | "as APP" = "with --app",
): Promise<AppRecord> => {
  const all = await store.apps.list(operator);
  if (word !== undefined) return pick("app", all, word);
  if (all.length === 1 && all[0]) return all[0];
  throw new UsageError(
    all.length === 0
      ? "there is no app yet. Make one with earshot apps create NAME."
      : `there are ${all.length} apps. Say which ${place}: ${all.map(({ name }) => JSON.stringify(name)).join(", ")}.`,
  );
};
