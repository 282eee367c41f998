import { afterEach, beforeEach, expect } from "vitest";
import { createStubClock, STUB_APP_ID, type StubClock, stubSetup } from "../../server-stub/fixture.ts";
import { ownEngine } from "../../server-stub/own-database.ts";
import { type Receiver, startReceiver } from "../../server-stub/receiver.ts";
import type { EventType } from "../../shared/contract/enumerations.ts";
import { createIds } from "../ids.ts";
import { createLog } from "../logs.ts";
import type { StoredDelivery } from "../store/deliveries.ts";
import type { NewFeedback } from "../store/feedback.ts";
import { createStore, type Store } from "../store/store.ts";
import { createVault, type Vault } from "../vault.ts";
import { sealWebhookSecret } from "../webhooks/sealed-secret.ts";
import { type Outbox, startOutbox } from "./outbox.ts";
import { createSend } from "./send.ts";
import { makeWebhookSecret } from "./signature.ts";

const SETUP = stubSetup({ origins: [], ownerRole: "product", expiresAt: null }, 0);
export const OURS = { organizationId: SETUP.organization.id, appId: null };

/** What a test of the outbox works with. */
export type Stage = {
  store: Store;
  vault: Vault;
  clock: StubClock;
  receiver: Receiver;
  makeId: () => string;
  /** What was logged. */
  lines: string[];
  /** A worker that never waits: the test moves the clock and wakes it. */
  start(): Outbox;
  addWebhook(url?: string, events?: EventType[]): Promise<{ id: string; secret: string }>;
  submit(content?: string): Promise<string>;
  delivery(webhookId: string, eventId: string): Promise<StoredDelivery>;
  /** Moves the clock and does what is due then. */
  later(outbox: Outbox, milliseconds: number): Promise<void>;
  close(): Promise<void>;
};

const setTheStage = async (): Promise<Stage> => {
  const database = await ownEngine();
  const store = createStore(database.opened);
  await store.organizations.setUp(SETUP);
  const receiver = await startReceiver();
  const vault = createVault(Buffer.alloc(32, "v"));
  const clock = createStubClock();
  const makeId = createIds(clock);
  const lines: string[] = [];
  const outboxes: Outbox[] = [];
  return {
    store,
    vault,
    clock,
    receiver,
    makeId,
    lines,
    start() {
      const outbox = startOutbox({
        store,
        vault,
        clock,
        makeId,
        log: createLog("info", (line) => void lines.push(line)),
        random: () => 0.5,
        version: "1.2.3",
        timers: { after: () => () => {} },
        send: createSend({
          clock,
          lookup: async () => [{ address: "127.0.0.1", family: 4 }],
          allowedHosts: [{ name: "localhost", port: null }],
        }),
      });
      outboxes.push(outbox);
      return outbox;
    },
    async addWebhook(url = receiver.url, events = ["feedback.created"]) {
      const [id, secret] = [makeId(), makeWebhookSecret()];
      const webhook = { id, organizationId: OURS.organizationId, appId: STUB_APP_ID, url, events };
      const sealed = sealWebhookSecret(vault, id, secret);
      await store.webhooks.add({ ...webhook, createdAt: clock.now(), secret: sealed }, 20);
      return { id, secret };
    },
    async submit(content = "The total is wrong") {
      const id = makeId();
      const feedback = { id, appId: STUB_APP_ID, createdAt: clock.now(), submission: { content }, sourceType: "api" };
      const rest = { screenshot: null, attachments: [], customer: null, singleUse: null, idempotency: null };
      await store.feedback.accept({ ...feedback, ...rest } as NewFeedback);
      return id;
    },
    async delivery(webhookId, eventId) {
      return (await store.deliveries.find(webhookId, eventId)) ?? expect.fail("there is no such delivery");
    },
    async later(outbox, milliseconds) {
      clock.advance(milliseconds);
      outbox.wake();
      await outbox.settled();
    },
    async close() {
      await receiver.close(); // who waits for an answer has it now
      await Promise.all(outboxes.map((outbox) => outbox.stop()));
      await database.drop();
    },
  };
};

/** A stage of its own for every test of the file. */
export const stageForEach = (): (() => Stage) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setTheStage();
  });
  afterEach(() => stage.close());
  return () => stage;
};
