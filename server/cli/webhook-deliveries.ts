import { setTimeout as wait } from "node:timers/promises";
import { type Delivery, deliveryQuerySchema } from "../../shared/contract/webhook.ts";
import { findDelivery, replayDelivery, sendTestEvent } from "../webhooks/delivery-management.ts";
import { deliveryFromStored } from "../webhooks/from-stored.ts";
import { checked } from "./checked.ts";
import type { Action, Given, Option, Result } from "./command.ts";
import { parseDuration } from "./durations.ts";
import { table } from "./help.ts";
import { type Installation, readInstallation, withInstallation } from "./installation.ts";
import { pickWebhook } from "./pick-webhook.ts";

const WEBHOOK = "WEBHOOK is an id, or its address.";
const LOOK_EVERY_MS = 200;

const WAIT: Option = {
  type: "string",
  value: "TIME",
  about: "how long to wait for the outcome: 15s unless said, 0s for not at all",
};

const said = ({ statusCode, error, durationMs }: Delivery): string =>
  statusCode === null
    ? (error ?? "")
    : `${statusCode}${durationMs === null ? "" : ` in ${durationMs} ms`}${error ? `: ${error}` : ""}`;

/** Waits until the server has tried it, and says what came of it. */
const outcome = async (
  installation: Installation,
  webhookId: string,
  sent: Delivery,
  given: Given,
): Promise<Result> => {
  const { clock } = installation;
  const until = clock.monotonic() + parseDuration("--wait", given.text("wait") ?? "15s") * 1_000;
  let delivery = sent;
  while (delivery.attempts === 0 && delivery.status === "pending" && clock.monotonic() < until) {
    await wait(LOOK_EVERY_MS);
    delivery = deliveryFromStored(await findDelivery(installation, webhookId, sent.id));
  }
  const { id, status, attempts, nextAttemptAt } = delivery;
  const text =
    status === "delivered"
      ? `  Delivered: it answered ${said(delivery)}.`
      : attempts > 0
        ? `  Not delivered: ${said(delivery)}.${nextAttemptAt ? ` It is tried again at ${nextAttemptAt}.` : ""} Mend the receiver, then: earshot webhooks replay ${webhookId} ${id}`
        : "  It waits to be sent. A running server sends it within a second: is one running? earshot doctor says.";
  return { json: delivery, text, exitCode: attempts > 0 && status !== "delivered" ? 1 : 0 };
};

export const test: Action = {
  usage: "webhooks test WEBHOOK",
  summary: "send a test event, and say whether it arrived",
  about: `${WEBHOOK} An event of the type webhook.test, to this webhook only, once. It is the running server that sends it. Ends with 1 where it\nwas refused or did not arrive, with 0 otherwise.`,
  words: [1, 1],
  options: { wait: WAIT },
  examples: [["earshot webhooks test https://example.com/hooks", "after you made it, and whenever something is odd"]],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const { id } = await pickWebhook(installation, given.words[0]);
      return outcome(installation, id, await sendTestEvent(installation, installation.operator, id), given);
    }),
};

export const replay: Action = {
  usage: "webhooks replay WEBHOOK DELIVERY",
  summary: "send a delivery again",
  about: `${WEBHOOK} DELIVERY is an id that earshot webhooks deliveries shows. Its webhook-id stays, so that the receiver\nknows it. All its tries begin anew. Ends with 1 where the first of them fails.`,
  words: [2, 2],
  options: { wait: WAIT },
  examples: [
    ["earshot webhooks replay https://example.com/hooks 6927a1b2c3d4e5f601234567", "after the receiver was mended"],
  ],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const [word, delivery = ""] = given.words;
      const { id } = await pickWebhook(installation, word);
      return outcome(installation, id, await replayDelivery(installation, installation.operator, id, delivery), given);
    }),
};

export const deliveries: Action = {
  usage: "webhooks deliveries WEBHOOK",
  summary: "list what was sent to a webhook, newest first",
  about: `${WEBHOOK} Deliveries that are done are kept for 30 days. --json has what the receiver answered, too.`,
  words: [1, 1],
  options: {
    status: { type: "string", value: "STATUS", about: "only those that are pending, delivered or failed" },
    limit: { type: "string", value: "NUMBER", about: "how many, 100 at most; 50 unless said" },
  },
  examples: [
    ["earshot webhooks deliveries https://example.com/hooks --status failed", "what did not arrive, each with its id"],
  ],
  run: (given, terminal) =>
    readInstallation(terminal, async (installation) => {
      const [status, limit] = [given.text("status"), given.text("limit")];
      const query = checked(deliveryQuerySchema, {
        ...(status === undefined ? {} : { status: status as Delivery["status"] }),
        ...(limit === undefined ? {} : { limit }),
      });
      const { id } = await pickWebhook(installation, given.words[0]);
      const { list } = installation.store.deliveries;
      const data = (await list(id, { limit: query.limit, before: undefined, status: query.status })).map(
        deliveryFromStored,
      );
      return {
        json: { data },
        text:
          data.length === 0
            ? "Nothing was sent to it yet. Try it with earshot webhooks test."
            : table(
                ["ID", "TYPE", "STATUS", "TRIES", "MADE", "ANSWER"],
                data.map((row) => [row.id, row.type, row.status, String(row.attempts), row.createdAt, said(row)]),
              ),
      };
    }),
};
