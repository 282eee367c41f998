/** Submission to server, now or later: what a page and the extension's worker put together. */
export { database } from "./database.ts";
export type { Delivery } from "./delivery.ts";
export { indexedDbStorage } from "./indexeddb-storage.ts";
export { memoryStorage } from "./memory-storage.ts";
export { openStorage } from "./open-storage.ts";
export { createOutbox, type Outbox } from "./outbox.ts";
export { createQueue, problemOf, type Queue } from "./queue.ts";
export { createSubmit } from "./submit.ts";
export { wakeByPage } from "./wake.ts";
