import type { KeyManager } from "../keys/key-management.ts";
import { notedFor } from "../policy/access.ts";
import type { AppRecord } from "../store/apps.ts";
import type { ImportPlace } from "../store/imports.ts";
import { type AskOptions, createAsk } from "./ask-source.ts";
import { momentOf, UnusableItem } from "./fit-submission.ts";
import { hashOfItem } from "./item-id.ts";
import { type Found, type Source, SourceError, type SourceList } from "./source.ts";
import type { ImportServices } from "./take-feedback.ts";
import { takeItem } from "./take-item.ts";

/** What a pull did, so far. */
export type Pulled = {
  imported: number;
  /** By an earlier run, or by another at the same time. */
  present: number;
  /** Older than the app keeps feedback. */
  tooOld: number;
  refused: number;
  /** Why, and how often. */
  reasons: Record<string, number>;
  /** What could not be brought along of what was imported, and how often. */
  notes: Record<string, number>;
};

export type PullOptions = ImportServices &
  Pick<AskOptions, "address" | "key" | "note" | "firstWaitMs"> & {
    source: Source;
    app: AppRecord;
    operator: KeyManager;
    announce: boolean;
    onPage(pulled: Pulled): void;
  };

const DAY_MS = 24 * 3_600_000;
/** Pages without anything on them, one after the other: so many lead nowhere. */
const MOST_EMPTY = 50;
const CURSOR_LENGTH = 4_096;
const ID_LENGTH = 512;

/** The product at this address, however the address is written. */
const placeOf = ({ name }: Source, { host, pathname }: URL): string => `${name} ${host}${pathname.replace(/\/+$/, "")}`;

/** What is said of an item is our own words: what it holds reaches no terminal. */
const nameOf = (id: string | undefined): string =>
  id !== undefined && /^[\w.:-]{1,64}$/.test(id) ? `item ${id}` : "an item without a plain id";

const count = (counts: Record<string, number>, reason: string): void => {
  counts[reason] = (counts[reason] ?? 0) + 1;
};

/**
 * Pulls everything over that a product's lists hold, into one app: each item once, however often and however many at once it is run. After a
 * kill it goes on where it was; then it looks from the top again, as far as there is something new.
 *
 * @throws SourceError when the product cannot be read any further. What was taken is kept, and the place with it.
 */
export const pull = async (options: PullOptions, pulled: Pulled): Promise<void> => {
  const { store, clock, source, app, operator, announce, note, onPage } = options;
  const { id: appId, retentionDays } = app;
  const ask = createAsk({ ...options, keyPlace: source.keyPlace });
  const name = placeOf(source, options.address);
  const given = { ...options, appId, title: source.title, ask, announce };

  const refuse = (id: string | undefined, reason: string): void => {
    pulled.refused++;
    count(pulled.reasons, reason);
    note(`  ${nameOf(id)} is left out: ${reason}\n`);
  };

  /** The item in our words; `undefined` where it is none, which is told. */
  const read = (list: SourceList, item: unknown): Found | undefined => {
    try {
      const found = list.read(item);
      if (found.id.length > 0 && found.id.length <= ID_LENGTH) return found;
    } catch {
      // Its schema's words name fields of a stranger's choosing.
    }
    const { id } = (item ?? {}) as { id?: unknown };
    refuse(typeof id === "string" ? id : undefined, "it is not as the product documents it");
    return undefined;
  };

  /** With what the list lacks; `undefined` where it has gone meanwhile. @throws UnusableItem */
  const completed = async (list: SourceList, item: Found): Promise<Found | undefined> => {
    try {
      return list.complete ? await list.complete(ask, item) : item;
    } catch (error) {
      if (!(error instanceof SourceError)) throw new UnusableItem("it is not as the product documents it");
      if (error.status === 404 || error.status === 410) return undefined;
      throw error;
    }
  };

  const takeOne = async (list: SourceList, item: Found, hash: Buffer): Promise<void> => {
    try {
      const isKept = item.kind === "person" || item.kind === "user"; // as long as there is something of theirs
      const isTooOld =
        !isKept &&
        retentionDays !== null &&
        momentOf(item.createdAt, clock.now()) < clock.now() - retentionDays * DAY_MS;
      if (isTooOld) {
        pulled.tooOld++;
        return;
      }
      const whole = await completed(list, item);
      if (!whole) return;
      const notes = await takeItem(given, whole, hash);
      if (!notes) pulled.present++;
      else pulled.imported++;
      for (const said of notes ?? []) {
        count(pulled.notes, said);
        note(`  ${nameOf(item.id)}: ${said}\n`);
      }
    } catch (error) {
      if (!(error instanceof UnusableItem)) throw error;
      if (error.isFine) count(pulled.notes, error.message);
      else refuse(item.id, error.message);
    }
  };

  /** @returns whether there was anything that is not here already. */
  const takePage = async (list: SourceList, items: unknown[], isAgain: boolean): Promise<boolean> => {
    const found = items.flatMap((item) => read(list, item) ?? []);
    const hashed = found.map((item) => ({ item, hash: hashOfItem(name, list.name, item.id) }));
    const known = await store.imports.known(
      appId,
      hashed.map(({ hash }) => hash),
    );
    for (const { item, hash } of hashed) {
      if (known.has(hash.toString("hex")))
        pulled.present += isAgain ? 0 : 1; // it was counted when it was seen first
      else await takeOne(list, item, hash);
    }
    return known.size < items.length;
  };

  const pageOf = async (list: SourceList, cursor: string | null) => {
    try {
      return await list.page(ask, cursor);
    } catch (error) {
      if (error instanceof SourceError) throw error;
      throw new SourceError(`its list of ${list.name} is not as the product documents it. Check --from.`);
    }
  };

  /** One list, from this place to its end, or as far as there is something new. */
  const walk = async (list: SourceList, from: string | null, untilKnown: boolean): Promise<void> => {
    const seen = new Set<string>();
    for (let [cursor, empty] = [from, 0]; ; ) {
      const { items, next } = await pageOf(list, cursor);
      const isNew = await takePage(list, items, untilKnown);
      onPage(pulled);
      if (next === null || (untilKnown && !isNew)) return;
      empty = items.length === 0 ? empty + 1 : 0;
      if (seen.has(next) || next.length > CURSOR_LENGTH || empty > MOST_EMPTY)
        throw new SourceError(`its list of ${list.name} leads in a circle. Nothing more can be read of it.`);
      seen.add(next);
      cursor = next;
      await store.imports.setPlace(appId, name, { list: list.name, cursor });
    }
  };

  /** From where an earlier run was, unless the product does not know that place any more. */
  const goOn = async (list: SourceList, cursor: string | null): Promise<void> => {
    try {
      await walk(list, cursor, false);
    } catch (error) {
      if (!(error instanceof SourceError) || ![400, 404, 410, 422].includes(error.status ?? 0)) throw error;
      await walk(list, null, false);
    }
  };

  const place: ImportPlace | undefined = await store.imports.begin(
    { organizationId: operator.organizationId, appId, source: name },
    notedFor(options, operator),
  );
  const at = Math.max(
    0,
    source.lists.findIndex((list) => list.name === place?.list),
  );
  for (const [index, list] of source.lists.entries()) {
    if (index < at) continue;
    if (index === at && place) await goOn(list, place.cursor);
    else await walk(list, null, false);
  }
  // What came to the lists while nobody looked stands at their top.
  if (place) for (const list of source.lists.slice(0, at + 1)) await walk(list, null, true);
  await store.imports.setPlace(appId, name, undefined);
};
