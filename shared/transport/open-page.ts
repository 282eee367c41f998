import type { Answer } from "../api/answering-server.ts";
import type { Delivery } from "./delivery.ts";
import { type Locks, localLocks } from "./locks.ts";
import { memoryStorage } from "./memory-storage.ts";
import { createOutbox } from "./outbox.ts";
import { createQueue } from "./queue.ts";
import type { QueueStorage } from "./queue-storage.ts";
import { type Along, createSubmit } from "./submit.ts";
import { uploadFiles } from "./upload.ts";
import { type Signer, signerOf, type UserToken } from "./user-token.ts";

export const ID = "0192a7c0ffee0192a7c0ffee";
export const accepted: Answer = {
  status: 201,
  body: JSON.stringify({ id: ID, createdAt: "2026-01-01T00:00:00Z", status: "new" }),
};
export const refused = (status: number, code: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: JSON.stringify({ error: { code, message: "No.", requestId: "r" } }),
});

type Shared = { storage?: QueueStorage; now?: number; locks?: Locks; userToken?: () => UserToken | undefined };

/** For tests, one page: an outbox over a storage that may be shared with other pages, a clock that stands still until it is moved. */
export const openPage = (server: string, shared: Shared = {}) => {
  const clock = { now: shared.now ?? 1_000_000 };
  const storage = shared.storage ?? memoryStorage();
  const wakes: (number | undefined)[] = [];
  const ends = new AbortController();
  const queue = createQueue({ storage, now: () => clock.now, random: () => 0.5 });
  let given: UserToken | undefined;
  let signed: Signer | undefined;
  const outbox = createOutbox({
    queue,
    fetch,
    upload: uploadFiles,
    locks: shared.locks ?? localLocks(),
    now: () => clock.now,
    wakeAt: (time) => wakes.push(time),
    signal: ends.signal,
    signer() {
      const source = shared.userToken?.();
      if (source !== given) signed = source === undefined ? undefined : signerOf(source);
      given = source;
      return signed;
    },
  });
  const submit = createSubmit({ outbox, connection: () => ({ server, key: "ear_pub_x" }) });
  const deliveries: Delivery[] = [];
  const press = (content = "Hello", along: Along = {}) =>
    submit({ content }, (delivery) => deliveries.push(delivery), along);
  return {
    clock,
    storage,
    queue,
    outbox,
    press,
    deliveries,
    wakes,
    ends,
    states: () => deliveries.map(({ state }) => state),
  };
};
