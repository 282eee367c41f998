import type { OriginTest } from "../../shared/contract/key.ts";
import { findApp } from "../apps/app-management.ts";
import type { Actor } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import { describeEntry, explainOrigin } from "./explain-origin.ts";
import { findKey, type KeyServices } from "./key-management.ts";
import { keyProfile } from "./key-profiles.ts";
import { checkOriginEntry } from "./public-suffix.ts";

/** What a list would be that is not saved yet, and whether it admits the origin, if there is one. */
const testEntries = async (texts: readonly string[], origin: string | undefined): Promise<OriginTest> => {
  const checked = await Promise.all(texts.map(async (text) => ({ text, ...(await checkOriginEntry(text)) })));
  const kept = checked.flatMap((one) => ("entry" in one ? [one.entry] : []));
  const { allowed, admittedBy, reason } =
    origin === undefined
      ? { allowed: false, admittedBy: null, reason: "No origin was asked for." }
      : explainOrigin(kept, origin);
  return {
    origin: origin ?? null,
    allowed,
    admittedBy,
    reason,
    keys: [],
    entries: checked.map((one) =>
      "entry" in one
        ? { text: one.text, entry: one.entry, reason: `admits ${describeEntry(one.entry)}` }
        : { text: one.text, entry: null, reason: one.reason },
    ),
  };
};

/**
 * Whether a page of this origin may use a key of this app, and why.
 *
 * @param wanted.key One key; otherwise all of the app's that pages may hold and that have not ended.
 * @param wanted.entries A list that is not saved yet, which is looked at instead.
 * @throws Problem `not_found`; `invalid_body` for a key that no page may hold
 */
export const testOrigin = async (
  services: KeyServices,
  actor: Actor,
  wanted: { app: string; origin: string | undefined; key: string | undefined; entries: string[] | undefined },
): Promise<OriginTest> => {
  const { store, clock, keyProfiles } = services;
  const app = await findApp(services, actor, wanted.app);
  const { origin, entries } = wanted;
  if (entries !== undefined || origin === undefined) return testEntries(entries ?? [], origin);
  const forPages = (kind: string): boolean => {
    const { inPages, origins } = keyProfile(kind, keyProfiles);
    return inPages && origins === undefined;
  };
  const lives = ({ revokedAt, expiresAt }: { revokedAt: number | null; expiresAt: number | null }): boolean =>
    revokedAt === null && (expiresAt === null || expiresAt > clock.now());
  const named = wanted.key === undefined ? undefined : await findKey(services, actor, wanted.key);
  if (named && named.appId !== app.id) throw new Problem("not_found", { what: "key" });
  if (named && !forPages(named.kind))
    throw new Problem("invalid_body", {
      issues: [
        {
          path: "key",
          message: keyProfile(named.kind, keyProfiles).inPages
            ? `a ${named.kind} key has domains: each with its subdomains, and any page where there are none`
            : `a ${named.kind} key never comes from a page: no origin may use it`,
        },
      ],
    });
  const keys = named
    ? [named]
    : (await store.keys.list(actor, { appId: app.id })).filter((key) => forPages(key.kind) && lives(key));
  const explained = keys.map((key) => ({ key, ...explainOrigin(key.allowedOrigins, origin) }));
  const best = explained.find(({ allowed }) => allowed) ?? explained[0];
  return {
    origin,
    allowed: best?.allowed ?? false,
    admittedBy: best?.admittedBy ?? null,
    reason: best?.reason ?? "This app has no key that a page may hold. Make a publishable key first.",
    keys: explained.map(({ key, allowed, entry, reason }) => ({ id: key.id, name: key.name, allowed, entry, reason })),
  };
};
