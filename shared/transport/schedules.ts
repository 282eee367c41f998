import type { Fetch } from "../api/request.ts";
import { DELIVERY } from "../contract/limits.ts";
import { EarshotError } from "../errors.ts";
import { ANSWERS, RETRYABLE } from "./answers.ts";
import type { Delivery } from "./delivery.ts";
import type { Locks } from "./locks.ts";
import { createOutbox, type OtherTabs } from "./outbox.ts";
import { createQueue } from "./queue.ts";
import type { QueueEntry, QueueStorage } from "./queue-storage.ts";
import { wakeByPage } from "./wake.ts";

/*
 * For tests: a world in which nothing happens unless it is told to. Every request, every step of the storage and every lock
 * stands in a list until the schedule picks it and says how it ends; so a tab can be killed wherever it waits.
 */

type Tab = ReturnType<World["open"]>;
type Waiting = { tab: number; kind: "fetch" | "storage"; end(fate: number): void; die(fate: number): void };
type Held = { tab: number; name: string; leave(): void };
type Timer = { tab: number; at: number; work: () => void };

export class World {
  /** What is true of time, and what the machine's clock says besides. */
  time = 0;
  offset = 0;
  jumps = 0;
  faults = true;
  readonly records = new Map<string, string>();
  readonly stored = new Map<string, QueueEntry>();
  /** What was pressed, and what the last living screen said of it. */
  readonly pressed = new Map<string, { body: string; tab: number; shown?: Delivery }>();
  readonly tabs = new Map<number, Tab>();
  readonly waiting: Waiting[] = [];
  readonly wrong: string[] = [];
  private readonly held: Held[] = [];
  private readonly wanting: { tab: number; name: string; take(): void }[] = [];
  private timers: Timer[] = [];
  private readonly inFlight = new Set<string>();
  /** Until when the server asked not to be asked again for an entry, noted as such. */
  private readonly asked = new Map<string, { until: number; jumps: number; tab: number; noted: boolean }>();
  private tabsOpened = 0;
  private readonly random: () => number;

  constructor(random: () => number) {
    this.random = random;
  }

  now = (): number => 1_700_000_000_000 + this.time + this.offset;

  private wait<T>(tab: number, kind: Waiting["kind"], work: (fate: number) => T, dying: (fate: number) => void) {
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
    });
  }

  private arrive(key: string, body: string) {
    if ((this.records.get(key) ?? body) !== body) this.wrong.push(`${key} came with another text`);
    this.records.set(key, body);
  }

  private fetch(tab: number): Fetch {
    return (_url, { body, headers }) => {
      const key = (headers as Record<string, string>)["Idempotency-Key"] ?? "";
      const text = String(body);
      if (this.stored.get(key)?.body !== text && !this.records.has(key)) this.wrong.push(`${key} left before it stood`);
      if (this.inFlight.has(key)) this.wrong.push(`${key} was sent twice at once`);
      const last = this.asked.get(key);
      if (last && (last.noted || last.tab === tab) && last.jumps === this.jumps && this.time < last.until)
        this.wrong.push(`${key} was sent ${last.until - this.time} ms too early`);
      this.inFlight.add(key);
      return this.wait(
        tab,
        "fetch",
        (fate) => {
          this.inFlight.delete(key);
          // What is known to the server is given again; it refuses nothing it has accepted.
          const answers = this.records.has(key) ? ANSWERS.slice(0, RETRYABLE) : ANSWERS;
          const answer = this.faults ? answers[fate % answers.length] : ANSWERS[0];
          if (answer?.arrives) this.arrive(key, text);
          this.asked.delete(key);
          if (answer?.waits)
            this.asked.set(key, { until: this.time + answer.waits * 1000, jumps: this.jumps, tab, noted: false });
          const response = answer?.give();
          if (!response) throw new TypeError("Failed to fetch");
          return response;
        },
        (fate) => {
          this.inFlight.delete(key);
          if (fate % 2) this.arrive(key, text);
        },
      );
    };
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
      read: (id) => step(() => structuredClone(stored.get(id))),
      add: (entry, mayAdd) =>
        step(() => {
          if (stored.has(entry.head.id)) return true;
          if (!mayAdd(heads())) return false;
          stored.set(entry.head.id, structuredClone(entry));
          return true;
        }),
      update: (id, change) =>
        step(() => {
          const entry = stored.get(id);
          if (entry) stored.set(id, { ...entry, head: change(entry.head) });
          const asked = this.asked.get(id);
          if (asked) asked.noted = true;
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
      fetch: this.fetch(tab),
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
    const one: { body: string; tab: number; shown?: Delivery } = { body: `{"content":"${id}"}`, tab };
    this.pressed.set(id, one);
    void outbox.submit({ id, server: "https://feedback.example.com", key: "k", body: one.body }, (delivery) => {
      one.shown = delivery;
      if (delivery.state === "sent" && !this.records.has(id)) this.wrong.push(`${id} is shown as sent and is not`);
    });
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
    for (const [id, { body, tab, shown }] of this.pressed) {
      const kept = this.stored.get(id);
      if (kept && kept.body !== body) this.wrong.push(`${id} is kept with another text`);
      if (this.records.has(id) || kept) continue;
      // In neither place: then its form still has it and shows that, or died before it was told anything else.
      const state = shown?.state;
      if (state === "needs-you" && this.tabs.has(tab)) continue;
      if (state === undefined || (state === "needs-you" && !("entry" in (shown ?? {})))) continue;
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
