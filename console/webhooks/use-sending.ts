import { useEffect, useRef, useState } from "preact/hooks";
import type { Delivery } from "../../shared/contract/webhook.ts";
import { type Doing, useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { webhooksApi } from "./webhooks-api.ts";

/** A try may take 10 s; then the log is the place to look. */
const LOOKS = 30;
const EVERY_MS = 400;

const after = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((go, stop) => {
    const timer = setTimeout(go, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      stop(signal.reason);
    });
  });

type Sending = {
  doing: Doing;
  /** What came of it; still `pending` when nobody answered for too long. */
  outcome: Delivery | undefined;
  send: () => void;
};

/**
 * Sends something, a test or a message again, and looks until it is known what came of its first try.
 *
 * @param begin Rejects with an `EarshotError`. @param seen Told of each state of it.
 */
export const useSending = (
  webhookId: string,
  begin: () => Promise<Delivery>,
  seen: (delivery: Delivery) => void,
): Sending => {
  const { api } = useConsole();
  const doing = useDoing();
  const [outcome, setOutcome] = useState<Delivery>();
  const end = useRef<AbortController>(null);
  useEffect(() => () => end.current?.abort(), []);
  const send = () =>
    void doing.run(async () => {
      const own = new AbortController();
      end.current = own;
      setOutcome(undefined);
      let delivery = await begin();
      seen(delivery);
      try {
        for (let look = 0; look < LOOKS && delivery.status === "pending" && delivery.attempts === 0; look++) {
          await after(EVERY_MS, own.signal);
          delivery = await webhooksApi(api).delivery(webhookId, delivery.id, own.signal);
        }
      } catch (error) {
        if (!own.signal.aborted) throw error;
        return;
      }
      seen(delivery);
      setOutcome(delivery);
    });
  return { doing, outcome, send };
};
