import { pagesOf } from "./site.ts";

/** More than anybody has. */
export const MOST_ERROR_SITES = 200;

type Script = {
  id: string;
  js: string[];
  matches: string[];
  runAt: "document_start";
  world: "MAIN";
  persistAcrossSessions: boolean;
};

/** What of the browser it takes to record on some sites, and nowhere else. */
export type ErrorSitesWorld = {
  kept: { get(): Promise<string[] | undefined>; set(sites: string[]): Promise<void>; clear(): Promise<void> };
  permissions: {
    contains(what: { origins: string[] }): Promise<boolean>;
    remove(what: { origins: string[] }): Promise<unknown>;
  };
  scripts: {
    getRegisteredContentScripts(which: { ids: string[] }): Promise<unknown[]>;
    registerContentScripts(scripts: Script[]): Promise<void>;
    updateContentScripts(scripts: Script[]): Promise<void>;
    unregisterContentScripts(which: { ids: string[] }): Promise<void>;
  };
  /** In the pages of a site that are open now. */
  inOpenPages: { start(pages: string): Promise<void>; stop(pages: string): Promise<void> };
  /** The file that records. */
  file: string;
  locks: Pick<LockManager, "request">;
};

/** The sites whose errors go along with feedback: those that were switched on, and that the browser allows us to be on. */
export type ErrorSites = {
  /** Sorted. */
  all(): Promise<string[]>;
  /** In answer to its user, who has just allowed it. @returns Whether it is on now. Rejects where the browser stores or injects nothing more: it is off then. */
  switchOn(site: string): Promise<boolean>;
  /** What was recorded is forgotten, and the browser's permission given back. */
  switchOff(site: string): Promise<void>;
  /** Brings what the browser injects in line with what is wanted and allowed: an update of the extension forgets the one, its user may end the other. */
  settle(): Promise<void>;
};

const ID = "errors";

export const errorSitesIn = (world: ErrorSitesWorld): ErrorSites => {
  const { kept, permissions, scripts, inOpenPages, file, locks } = world;
  const all = async () => (await kept.get()) ?? [];
  const alone = <T>(change: () => Promise<T>): Promise<T> => locks.request("earshot error sites", change);
  const isAllowed = (site: string) => permissions.contains({ origins: [pagesOf(site)] }).catch(() => false);

  const note = (sites: string[]) => (sites.length > 0 ? kept.set(sites) : kept.clear());
  const record = async (sites: string[]): Promise<void> => {
    const ids = [ID];
    const isThere = (await scripts.getRegisteredContentScripts({ ids })).length > 0;
    if (sites.length === 0) {
      if (isThere) await scripts.unregisterContentScripts({ ids });
      return;
    }
    const script: Script = {
      id: ID,
      js: [file],
      matches: sites.map(pagesOf),
      runAt: "document_start",
      world: "MAIN",
      persistAcrossSessions: true,
    };
    await (isThere ? scripts.updateContentScripts([script]) : scripts.registerContentScripts([script]));
  };
  /** In this order: what fails half-way must not go on recording where all say that it is off. */
  const shrink = async (sites: string[]): Promise<void> => {
    await record(sites);
    await note(sites);
  };
  const giveBack = (site: string) => permissions.remove({ origins: [pagesOf(site)] }).catch(() => {}); // one that its user or their company has fixed

  return {
    all,
    switchOn: (site) =>
      alone(async () => {
        const others = (await all()).filter((one) => one !== site);
        if (others.length >= MOST_ERROR_SITES || !(await isAllowed(site))) return false;
        const sites = [...others, site].sort();
        try {
          await note(sites);
          await record(sites);
        } catch (thrown) {
          await Promise.allSettled([note(others), record(others)]);
          await giveBack(site);
          throw thrown;
        }
        await inOpenPages.start(pagesOf(site)).catch(() => {}); // else from their next loading on
        return true;
      }),
    switchOff: (site) =>
      alone(async () => {
        await shrink((await all()).filter((one) => one !== site));
        await inOpenPages.stop(pagesOf(site)).catch(() => {}); // nobody reads there any more
        await giveBack(site);
      }),
    settle: () =>
      alone(async () => {
        const sites = await all();
        const allowed = await Promise.all(sites.map(isAllowed));
        await shrink(sites.filter((_, index) => allowed[index]));
      }),
  };
};
