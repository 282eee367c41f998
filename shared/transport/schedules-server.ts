import type { Fetch } from "../api/request.ts";
import { ANSWERS, RETRYABLE } from "./answers.ts";
import type { QueueEntry } from "./queue-storage.ts";

/** What the server of a scheduled world sees of it. */
type Around = {
  readonly time: number;
  readonly jumps: number;
  readonly faults: boolean;
  readonly stored: ReadonlyMap<string, QueueEntry>;
  readonly wrong: string[];
  wait<T>(
    tab: number,
    kind: "fetch",
    work: (fate: number) => T,
    dying: (fate: number) => void,
    signal: AbortSignal | null | undefined,
  ): Promise<T>;
};

/** One request: what it does at the server when it arrives, and what the server answers then. */
type Request = { id: string; arrive(): void; answer(): Response; mayRefuse: boolean; isFile: boolean };

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const gone = () =>
  json(404, {
    error: { code: "not_found", message: "No.", requestId: "r", details: { what: "upload", path: "attachments.0" } },
  });
/** For one fate in so many, a day has passed over the files that a submission names. */
const FORGETS = 16;

/**
 * For tests: the server of a scheduled world. It keeps what the real one keeps, and looks whether each text comes with the
 * files that were pressed with it, once, never too early, and never before it stood. Keys are `k-` and the id of the entry.
 */
export class ScheduledServer {
  /** The texts that were accepted, by their keys. */
  readonly records = new Map<string, string>();
  /** Files that wait for a submission: whose they are, and their names once they have arrived. */
  readonly uploads = new Map<string, { entry: string; name?: string }>();
  private uploadsMade = 0;
  private readonly inFlight = new Set<string>();
  /** Until when it asked not to be asked again for an entry, and whether that was noted. */
  private readonly asked = new Map<string, { until: number; jumps: number; tab: number; noted: boolean }>();
  private readonly around: Around;

  constructor(around: Around) {
    this.around = around;
  }

  /** What was asked for an entry has been written down. */
  noted(id: string) {
    const asked = this.asked.get(id);
    if (asked) asked.noted = true;
  }

  private submission(id: string, text: string): Request {
    const { wrong, stored } = this.around;
    const { attachments = [], ...rest } = JSON.parse(text) as { attachments?: string[] };
    const entry = stored.get(id);
    if (entry?.body !== JSON.stringify(rest) && !this.records.has(id)) wrong.push(`${id} left before it stood`);
    const named = attachments.map((upload) => this.uploads.get(upload));
    const isWhole = () => attachments.every((upload) => this.uploads.has(upload));
    return {
      id,
      mayRefuse: !this.records.has(id),
      isFile: false,
      arrive: () => {
        if ((this.records.get(id) ?? text) !== text) wrong.push(`${id} came with another text`);
        if (this.records.has(id) || !isWhole()) return;
        const names = named.map((upload) => upload?.name).join();
        if (names !== (entry?.files ?? []).map(({ name }) => name).join()) wrong.push(`${id} came with files ${names}`);
        if (named.some((upload) => upload?.entry !== id)) wrong.push(`${id} came with another one's files`);
        this.records.set(id, text);
        for (const upload of attachments) this.uploads.delete(upload);
      },
      answer: () => (this.records.has(id) ? (ANSWERS[0]?.give() as Response) : gone()),
    };
  }

  private ask(id: string): Request {
    const upload = (this.uploadsMade++).toString(16).padStart(24, "0");
    const url = `https://files.example.com/${id}/${upload}`;
    return {
      id,
      mayRefuse: true,
      isFile: true,
      arrive: () => void this.uploads.set(upload, { entry: id }),
      answer: () => json(201, { id: upload, url, method: "PUT", headers: {}, expiresAt: "" }),
    };
  }

  private put(url: string, body: File): Request {
    const [upload = "", id = ""] = url.split("/").reverse();
    return {
      id,
      mayRefuse: true,
      isFile: true,
      arrive: () => {
        if (this.uploads.has(upload)) this.uploads.set(upload, { entry: id, name: body.name });
      },
      answer: () => new Response(null, { status: this.uploads.has(upload) ? 204 : 404 }),
    };
  }

  private read(url: string, { headers, body }: RequestInit): Request {
    if (body instanceof File) return this.put(url, body);
    const id = (headers as Record<string, string>).Authorization?.slice("Bearer k-".length) ?? "";
    return url.endsWith("/uploads") ? this.ask(id) : this.submission(id, String(body));
  }

  /** The line of one tab. */
  fetch(tab: number): Fetch {
    return (url, init) => {
      const { around } = this;
      const request = this.read(url, init);
      const { id } = request;
      if (this.inFlight.has(id)) around.wrong.push(`${id} was sent twice at once`);
      const last = this.asked.get(id);
      if (last && (last.noted || last.tab === tab) && last.jumps === around.jumps && around.time < last.until)
        around.wrong.push(`${id} was sent ${last.until - around.time} ms too early`);
      this.inFlight.add(id);
      return around.wait(
        tab,
        "fetch",
        (fate) => {
          this.inFlight.delete(id);
          this.asked.delete(id);
          // What is known to the server is given again; it refuses nothing it has accepted.
          const answers = request.mayRefuse ? ANSWERS : ANSWERS.slice(0, RETRYABLE);
          // Most files arrive at once: else hardly a submission with files would be there to fail.
          const turns = request.isFile && fate % 8 ? 0 : fate;
          const which = around.faults ? turns % answers.length : 0;
          if (around.faults && Math.floor(fate / ANSWERS.length) % FORGETS === 1)
            for (const [upload, { entry }] of this.uploads) if (entry === id) this.uploads.delete(upload);
          const answer = answers[which];
          if (answer?.arrives) request.arrive();
          if (answer?.waits)
            this.asked.set(id, { until: around.time + answer.waits * 1000, jumps: around.jumps, tab, noted: false });
          const response = which === 0 ? request.answer() : answer?.give();
          if (!response) throw new TypeError("Failed to fetch");
          return response;
        },
        (fate) => {
          this.inFlight.delete(id);
          if (fate % 2) request.arrive();
        },
        init.signal,
      );
    };
  }
}
