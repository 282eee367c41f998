import { DELIVERY } from "../contract/limits.ts";
import { EarshotError } from "../errors.ts";
import type { Delivery } from "./delivery.ts";
import type { Locks } from "./locks.ts";
import { createOutbox, type OtherTabs } from "./outbox.ts";
import { createQueue } from "./queue.ts";
import type { QueueEntry, QueueStorage } from "./queue-storage.ts";
import { ScheduledServer } from "./schedules-server.ts";
import { uploadFiles } from "./upload.ts";
import { wakeByPage } from "./wake.ts";

/*
 * For tests: a world in which nothing happens unless it is told to. Every request, every step of the storage and every lock
 * stands in a list until the schedule picks it and says how it ends; so a tab can be killed wherever it waits.
 */

type Pressed = { body: string; files: string; tab: number; back: AbortController; shown?: Delivery };
type Tab = ReturnType<World["open"]>;
type Waiting = { tab: number; kind: "fetch" | "storage"; end(fate: number): void; die(fate: number): void };
type Held = { tab: number; name: string; leave(): void };
type Timer = { tab: number; at: number; work: () => void };

/** Its user has it in the form again, and the outbox does not. */
export const isBack = (shown: Delivery): boolean =>
  shown.state === "needs-you" && shown.problem.code === "aborted" && !shown.entry;

export class World {
  /** What is true of time, and what the machine's clock says besides. */
  time = 0;
  offset = 0;
  jumps = 0;
  faults = true;
  readonly stored = new Map<string, QueueEntry>();
  /** What was pressed, and what the last living screen said of it. */
  readonly pressed = new Map<string, Pressed>();
  readonly tabs = new Map<number, Tab>();
  readonly waiting: Waiting[] = [];
  readonly wrong: string[] = [];
  private readonly held: Held[] = [];
  private readonly wanting: { tab: number; name: string; take(): void }[] = [];
  private timers: Timer[] = [];
  readonly server = new ScheduledServer(this);
  private tabsOpened = 0;
  private readonly random: () => number;

  constructor(random: () => number) {
    this.random = random;
  }

  get records(): ReadonlyMap<string, string> {
    return this.server.records;
  }

  now = (): number => 1_700_000_000_000 + this.time + this.offset;

  wait<T>(
    tab: number,
    kind: Waiting["kind"],
    work: (fate: number) => T,
    dying: (fate: number) => void,
    signal?: AbortSignal | null,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const one: Waiting = {
        tab,
        kind,
        end: (fate) => {
          this.waiting.splice(this.waiting.indexOf(one), 1);
          try {
            resolve(work(fate));
          } catch (problem) {
            reject(problem);
          }
        },
        die: (fate) => {
          this.waiting.splice(this.waiting.indexOf(one), 1);
          dying(fate);
        },
      };
      this.waiting.push(one);
      const end = () => {
        if (!this.waiting.includes(one)) return;
        one.die(Math.floor(this.random() * 8));
        reject(signal?.reason);
      };
      if (signal?.aborted) end();
      else signal?.addEventListener("abort", end);
    });
  }

  private storage(tab: number): QueueStorage {
    const { stored } = this;
    const step = <T>(work: () => T): Promise<T> =>
      this.wait(
        tab,
        "storage",
        (fate) => {
          if (this.faults && fate % 8 === 0) throw new EarshotError("storage_unavailable", "The disk fails.");
          return work();
        },
        (fate) => {
          if (fate % 2) work();
        },
      );
    const heads = () => [...stored.values()].map(({ head }) => ({ ...head })).sort((a, b) => a.createdAt - b.createdAt);
    return {
      durable: true,
      heads: () => step(heads),
      read: (id) =>
        step(() => {
          const entry = stored.get(id);
          return entry && { ...entry, head: { ...entry.head } };
        }),
      add: (entry, mayAdd) =>
        step(() => {
          if (stored.has(entry.head.id)) return true;
          if (!mayAdd(heads())) return false;
          stored.set(entry.head.id, { ...entry, head: { ...entry.head } });
          return true;
        }),
      update: (id, change) =>
        step(() => {
          const entry = stored.get(id);
          if (entry) stored.set(id, { ...entry, head: change(entry.head) });
          this.server.noted(id);
        }),
      remove: (id) => step(() => void stored.delete(id)),
    };
  }

  private locks(tab: number): Locks {
    return {
      request: async (name, { ifAvailable = false }, work) => {
        const isHeld = () => this.held.some((one) => one.name === name);
        if (isHeld() && ifAvailable) return work(null);
        if (isHeld()) await new Promise<void>((take) => this.wanting.push({ tab, name, take }));
        const mine: Held = { tab, name, leave: () => this.leave(mine) };
        this.held.push(mine);
        try {
          return await work({ name });
        } finally {
          mine.leave();
        }
      },
    };
  }

  private leave(mine: Held) {
    const at = this.held.indexOf(mine);
    if (at < 0) return;
    this.held.splice(at, 1);
    const next = this.wanting.findIndex(({ name }) => name === mine.name);
    if (next >= 0) this.wanting.splice(next, 1)[0]?.take();
  }

  /** A tab with all that a page puts together, its timers and its events. */
  open() {
    const tab = ++this.tabsOpened;
    const events = new EventTarget();
    const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
    const ends = new AbortController();
    const { now, random } = this;
    const wakeAt = wakeByPage(
      {
        window: events,
        document,
        setTimeout: (work, ms) => {
          const timer: Timer = { tab, at: this.time + ms, work };
          this.timers.push(timer);
          return timer;
        },
        clearTimeout: (timer: unknown) => {
          this.timers = this.timers.filter((one) => one !== timer);
        },
        now,
      },
      (connected) => void outbox.flush(connected),
      ends.signal,
    );
    const queue = createQueue({ storage: this.storage(tab), now, random });
    const others = Object.assign(new EventTarget(), {
      postMessage: (data: unknown) => {
        for (const other of this.tabs.values())
          if (other.tab !== tab) other.others.dispatchEvent(Object.assign(new Event("message"), { data }));
      },
    }) as EventTarget & OtherTabs;
    const outbox = createOutbox({
      queue,
      others,
      fetch: this.server.fetch(tab),
      upload: uploadFiles,
      locks: this.locks(tab),
      wakeAt,
      now,
      signal: ends.signal,
    });
    const opened = { tab, outbox, events, document, others };
    this.tabs.set(tab, opened);
    void outbox.flush();
    return opened;
  }

  press({ tab, outbox }: Tab) {
    const id = `id-${this.pressed.size}`;
    const files = Array.from({ length: this.pressed.size % 3 }, (_, index) => new File(["x"], `${id}-${index}`));
    const back = new AbortController();
    const one: Pressed = { body: `{"content":"${id}"}`, files: files.map(({ name }) => name).join(), tab, back };
    this.pressed.set(id, one);
    const entry = { id, server: "https://feedback.example.com", key: `k-${id}`, body: one.body, files };
    const report = (delivery: Delivery) => {
      one.shown = delivery;
      if (delivery.state === "sent" && !this.records.has(id)) this.wrong.push(`${id} is shown as sent and is not`);
      if (isBack(delivery) && this.records.has(id)) this.wrong.push(`${id} is shown as taken back and is sent`);
    };
    void outbox.submit(entry, report, back.signal);
  }

  /** The tab dies where it stands: its promises never end, its locks are free. What was under way may still happen. */
  kill({ tab }: Tab, fate: number) {
    this.tabs.delete(tab);
    this.timers = this.timers.filter((timer) => timer.tab !== tab);
    for (const one of this.waiting.filter((one) => one.tab === tab)) one.die(fate++);
    for (let at = this.wanting.length; at--; ) if (this.wanting[at]?.tab === tab) this.wanting.splice(at, 1);
    for (const one of this.held.filter((one) => one.tab === tab)) one.leave();
  }

  /** So much time passes; the timers that are due by then ring in their order. */
  pass(ms: number) {
    const until = this.time + ms;
    const next = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
    this.time = next ? Math.max(this.time, next.at) : until;
    if (!next) return false;
    this.timers = this.timers.filter((one) => one !== next);
    next.work();
    return true;
  }

  /** The clock is set anew. */
  jump(ms: number) {
    this.offset += ms;
    this.jumps++;
  }

  /** What must hold at every moment. */
  check() {
    for (const [id, { body, files, tab, back, shown }] of this.pressed) {
      const kept = this.stored.get(id);
      if (kept && kept.body !== body) this.wrong.push(`${id} is kept with another text`);
      const names = kept?.files?.map(({ name }) => name).join() ?? "";
      if (kept && names !== files) this.wrong.push(`${id} is kept with files ${names}`);
      if (kept && this.tabs.has(tab) && shown && isBack(shown)) this.wrong.push(`${id} is taken back and still stands`);
      if (this.records.has(id) || kept) continue;
      // In neither place: then its form still has it and shows that, or died before it was told anything else.
      const state = shown?.state;
      if (state === "needs-you" && this.tabs.has(tab)) continue;
      if (state === undefined || (state === "needs-you" && !("entry" in (shown ?? {})))) continue;
      // Before its user takes it back, the form makes it a draft again.
      if (back.signal.aborted && !this.tabs.has(tab)) continue;
      this.wrong.push(`${id} is lost while its form says ${state}`);
    }
  }

  /** What must hold when all has come to its end: no screen that still lives says that something is on its way. */
  checkEnd() {
    for (const [id, { tab, shown }] of this.pressed)
      if (this.tabs.has(tab) && shown?.state !== "sent" && shown?.state !== "needs-you")
        this.wrong.push(`${id} is shown as ${shown?.state} for ever`);
  }

  /**
   * After the last fault everything goes as it should, in a new tab and in those there are, until nothing is left to do.
   *
   * @returns How long it took until nothing waited any more, in ms; infinite when it never ends.
   */
  async recover(turns: number, settled: () => Promise<void>): Promise<number> {
    this.faults = false;
    const began = this.time;
    let ended = began;
    this.open();
    for (let turn = 0; turn < turns; turn++) {
      await settled();
      const [first] = this.waiting;
      if (!first && !this.timers.length) return ended - began;
      if (!first) this.pass(2 * DELIVERY.retryAfterMostMs);
      else if (first.kind === "fetch") ended = this.time;
      first?.end(1);
    }
    return Number.POSITIVE_INFINITY;
  }
}
