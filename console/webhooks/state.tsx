import type { Webhook } from "../../shared/contract/webhook.ts";
import { text } from "./text.ts";

/** Whether a webhook is on, and if not, whether somebody meant it so. */
export const WebhookState = ({ webhook: { enabled, disabledReason } }: { webhook: Webhook }) =>
  enabled ? (
    <span class="chip good">{text.on}</span>
  ) : (
    <span class={disabledReason === "manual" ? "chip" : "chip bad"}>{text.off[disabledReason ?? "manual"]}</span>
  );
