import type { KeyManager } from "../keys/key-management.ts";
import { notedFor } from "../policy/access.ts";
import type { AppRecord } from "../store/apps.ts";
import type { ImportPlace } from "../store/imports.ts";
import { type Ask, type AskOptions, createAsk } from "./ask-source.ts";
import { UnusableItem } from "./fit-submission.ts";
import { hashOfItem } from "./item-id.ts";
import { momentOf } from "./moment.ts";
import { isTooDeep } from "./parse-answer.ts";
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
/** Pages with nothing on them that was not on another, one after the other: so many lead nowhere. */
const MOST_IDLE = 50;
/** Of so many items it is remembered that they were on a page: a longer circle is not worth the memory. */
const MOST_REMEMBERED = 1_000_000;
/** For one item, or a file of it: the others are worth more than waiting long. */
const TRIES_OF_ONE = 4;
/** So many items in a row that the product does not hand out: it hands out none. */
const MOST_MISSED = 5;
const CURSOR_LENGTH = 4_096;
const ID_LENGTH = 512;

/** The product at this address, however the address is written. */
const placeOf = ({ name }: Source, { host, pathname }: URL): string => `${name} ${host}${pathname.replace(/\/+$/, "")}`;

const TOO_DEEP = "it is nested deeper than ours may be";
const UNDOCUMENTED = "it is not as the product documents it";

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
  const hasty = createAsk({ ...options, keyPlace: source.keyPlace, tries: TRIES_OF_ONE });
  /** For what belongs to one item. */
  const askOfOne: Ask = {
    ...hasty,
    async json(asked) {
      const answer = await hasty.json(asked);
      if (isTooDeep(answer)) throw new UnusableItem(TOO_DEEP);
      return answer;
    },
  };
  const name = placeOf(source, options.address);
  const given = { ...options, appId, title: source.title, ask: askOfOne, announce };
  let missedInRow = 0;

  const refuse = (id: string | undefined, reason: string): void => {
    pulled.refused++;
    count(pulled.reasons, reason);
    note(`  ${nameOf(id)} is left out: ${reason}\n`);
  };

  /** The item in our words; `undefined` where it is none, which is told. */
  const read = (list: SourceList, item: unknown): Found | undefined => {
    const isDeep = isTooDeep(item);
    try {
      const found = list.read(item);
      if (!isDeep && found.id.length > 0 && found.id.length <= ID_LENGTH) return found;
    } catch {
      // Its schema's words name fields of a stranger's choosing.
    }
    const { id } = (item ?? {}) as { id?: unknown };
    refuse(typeof id === "string" ? id : undefined, isDeep ? TOO_DEEP : UNDOCUMENTED);
    return undefined;
  };

  /** With what the list lacks. @throws UnusableItem, and SourceError where the product does not hand it out */
  const completed = async (list: SourceList, item: Found): Promise<Found> => {
    try {
      return list.complete ? await list.complete(askOfOne, item) : item;
    } catch (error) {
      if (error instanceof SourceError || error instanceof UnusableItem) throw error;
      throw new UnusableItem(UNDOCUMENTED);
    }
  };

  /** It is left out, so that the next run asks for it again. @throws SourceError after several in a row */
  const miss = (id: string, { message, status }: SourceError): void => {
    const how =
      status === undefined ? "does not hand it out" : `answers ${status} when asked for it, or for a file of it`;
    refuse(id, `the product ${how}`);
    if (status === 404 || status === 410) return; // gone since the list was read
    missedInRow++;
    if (missedInRow === MOST_MISSED) throw new SourceError(message); // without the status: its list is as it should be
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
      const notes = await takeItem(given, await completed(list, item), hash);
      missedInRow = 0;
      if (!notes) pulled.present++;
      else pulled.imported++;
      for (const said of notes ?? []) {
        count(pulled.notes, said);
        note(`  ${nameOf(item.id)}: ${said}\n`);
      }
    } catch (error) {
      if (error instanceof SourceError) return miss(item.id, error);
      if (!(error instanceof UnusableItem)) throw error;
      if (error.isFine) count(pulled.notes, error.message);
      else refuse(item.id, error.message);
    }
  };

  /** @returns whether there was anything that is not here already, and anything that was on no page so far. */
  const takePage = async (list: SourceList, items: unknown[], isAgain: boolean, seen: Set<number>) => {
    const found = items.flatMap((item) => read(list, item) ?? []);
    const hashed = found.map((item) => ({ item, hash: hashOfItem(name, list.name, item.id) }));
    const known = await store.imports.known(
      appId,
      hashed.map(({ hash }) => hash),
    );
    if (seen.size > MOST_REMEMBERED) seen.clear();
    const before = seen.size;
    for (const { item, hash } of hashed) {
      seen.add(hash.readUIntBE(0, 6));
      if (known.has(hash.toString("hex")))
        pulled.present += isAgain ? 0 : 1; // it was counted when it was seen first
      else await takeOne(list, item, hash);
    }
    return { isNew: known.size < items.length, isUnseen: seen.size > before };
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
    const [cursors, seen] = [new Set<string>(), new Set<number>()];
    for (let [cursor, idle] = [from, 0]; ; ) {
      const { items, next } = await pageOf(list, cursor);
      const { isNew, isUnseen } = await takePage(list, items, untilKnown, seen);
      onPage(pulled);
      if (!next || (untilKnown && !isNew)) return;
      idle = isUnseen ? 0 : idle + 1;
      if (cursors.has(next) || next.length > CURSOR_LENGTH || idle > MOST_IDLE)
        throw new SourceError(`its list of ${list.name} leads in a circle. Nothing more can be read of it.`);
      cursors.add(next);
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
