import { expect, test } from "vitest";
import { settings } from "../settings.ts";
import { storageArea } from "../testing/storage-double.ts";
import { askFor, isFresh, type Wanted, wasWanted } from "./asking.ts";
import { errorSiteOf } from "./site.ts";
import { errorSitesIn } from "./sites.ts";

const SHOP = "https://shop.example";
const LOCAL = "http://localhost";

/** A browser that behaves: it allows what it was told to, and knows which scripts it is to inject. */
const browserDouble = (allowed: string[] = []) => {
  let scripts: { id: string; matches: string[] }[] = [];
  const area = storageArea();
  const faulty = { storage: false, scripts: false };
  const did: string[] = [];
  const sites = errorSitesIn({
    kept: settings({
      ...area,
      set: async (items) => {
        if (faulty.storage) throw new Error("QUOTA_BYTES exceeded");
        await area.set(items);
      },
    }).errorSites,
    permissions: {
      contains: async ({ origins }) => origins.every((origin) => allowed.includes(origin)),
      remove: async ({ origins }) => {
        allowed = allowed.filter((one) => !origins.includes(one));
      },
    },
    scripts: {
      getRegisteredContentScripts: async () => scripts,
      async registerContentScripts(more) {
        if (faulty.scripts) throw new Error("Could not load the file");
        if (scripts.length > 0) throw new Error("Duplicate script ID");
        scripts = more;
      },
      async updateContentScripts(others) {
        if (scripts.length === 0) throw new Error("Nonexistent script ID");
        scripts = others;
      },
      async unregisterContentScripts() {
        if (scripts.length === 0) throw new Error("Nonexistent script ID");
        scripts = [];
      },
    },
    inOpenPages: {
      start: async (pages) => void did.push(`start ${pages}`),
      stop: async (pages) => void did.push(`stop ${pages}`),
    },
    file: "errors.js",
    locks: { request: async (_: string, work: () => unknown) => work() } as unknown as LockManager,
  });
  return {
    sites,
    did,
    area,
    faulty,
    matches: () => scripts.flatMap((script) => script.matches),
    allowed: () => allowed,
    revoke: (pages: string) => {
      allowed = allowed.filter((one) => one !== pages);
    },
    update: () => {
      scripts = [];
    },
  };
};

test("a site that the browser allows is recorded from then on, in its open pages at once; others are not", async () => {
  const { sites, did, matches } = browserDouble([`${SHOP}/*`, `${LOCAL}/*`]);
  expect(await sites.switchOn(SHOP)).toBe(true);
  expect(await sites.switchOn(LOCAL)).toBe(true);
  expect(await sites.switchOn(LOCAL)).toBe(true);
  expect(await sites.all()).toEqual([LOCAL, SHOP]);
  expect(matches()).toEqual([`${LOCAL}/*`, `${SHOP}/*`]);
  expect(did[0]).toBe(`start ${SHOP}/*`);
});

test("one that the browser does not allow stays off", async () => {
  const { sites, did, matches, area } = browserDouble();
  expect(await sites.switchOn(SHOP)).toBe(false);
  expect([matches(), did, area.kept]).toEqual([[], [], {}]);
});

test.each(["storage", "scripts"] as const)(
  "where the %s fail, a site stays off and nothing is left of it",
  async (part) => {
    const { sites, did, matches, area, allowed, faulty } = browserDouble([`${SHOP}/*`]);
    faulty[part] = true;
    await expect(sites.switchOn(SHOP)).rejects.toThrow();
    expect([await sites.all(), matches(), allowed(), area.kept, did]).toEqual([[], [], [], {}, []]);
  },
);

test("switched off, nothing is left of it: no script, no permission, no note of it", async () => {
  const { sites, did, matches, area, allowed } = browserDouble([`${SHOP}/*`]);
  await sites.switchOn(SHOP);
  await sites.switchOff(SHOP);
  expect([matches(), allowed(), area.kept]).toEqual([[], [], {}]);
  expect(did).toContain(`stop ${SHOP}/*`);
  await sites.switchOff(SHOP);
});

test("what its user takes back in the browser ends too; what an update forgets is there again", async () => {
  const { sites, matches, revoke, update } = browserDouble([`${SHOP}/*`, `${LOCAL}/*`]);
  await sites.switchOn(SHOP);
  await sites.switchOn(LOCAL);
  revoke(`${LOCAL}/*`);
  await sites.settle();
  expect([await sites.all(), matches()]).toEqual([[SHOP], [`${SHOP}/*`]]);
  update();
  await sites.settle();
  expect(matches()).toEqual([`${SHOP}/*`]);
});

test("a site is its scheme and host; what is no web page is none", () => {
  expect(errorSiteOf("https://shop.example:8443/cart?a#b")).toBe(SHOP);
  expect(errorSiteOf("http://[::1]:80/")).toBe("http://[::1]");
  for (const address of ["chrome://version", "file:///etc/passwd", "about:blank", "https://*/", "", undefined])
    expect(errorSiteOf(address)).toBeUndefined();
});

const wish = () => {
  let kept: Wanted | undefined;
  return {
    get: async () => kept,
    set: async (wanted: Wanted) => {
      kept = wanted;
    },
    clear: async () => {
      kept = undefined;
    },
  };
};

test("the browser is asked at once, in the press; refused, nothing is switched on and no wish is left", async () => {
  const wanted = wish();
  const asked: unknown[] = [];
  const connect = () => expect.unreachable();
  const request = async (what: unknown) => asked.push(what) === 0;
  const answer = askFor(SHOP, { connect, wanted, request });
  expect(asked).toEqual([{ origins: [`${SHOP}/*`] }]);
  expect(await answer).toBe(false);
  expect(await wanted.get()).toBeUndefined();
});

test("what is allowed when the popup is gone is what was wanted there, once, and nothing else that is allowed", async () => {
  const wanted = wish();
  await wanted.set({ site: SHOP, at: Date.now() });
  expect(await wasWanted([`${LOCAL}/*`], wanted)).toBeUndefined();
  expect(await wasWanted([`${SHOP}/*`], wanted)).toBe(SHOP);
  expect(await wasWanted([`${SHOP}/*`], wanted)).toBeUndefined();
  await wanted.set({ site: SHOP, at: Date.now() - 3_600_000 });
  expect(await wasWanted([`${SHOP}/*`], wanted)).toBeUndefined();
});

test("a site is fresh for some minutes after it was switched on, and no other is", () => {
  const begun = { site: SHOP, at: 1_000_000 };
  expect(isFresh(begun, SHOP, 1_060_000)).toBe(true);
  expect(isFresh(begun, SHOP, 1_600_000)).toBe(false);
  expect([isFresh(begun, LOCAL, 1_060_000), isFresh(undefined, SHOP, 1_060_000)]).toEqual([false, false]);
});
