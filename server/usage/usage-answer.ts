import type { ErrorCode } from "../../shared/contract/errors.ts";
import type { Usage } from "../../shared/contract/usage.ts";
import type { UsageCount } from "../store/usage.ts";

type Row = Usage["data"][number];

/** Counts by outcome, as they are stored, put together into a row a key and day. The order of the counts stays. */
export const usageRows = (counts: readonly UsageCount[]): Row[] => {
  const rows = new Map<string, Row>();
  for (const { appId, keyId, day, outcome, requests, events } of counts) {
    const name = `${day} ${keyId}`;
    const row = rows.get(name) ?? { day, app: appId, key: keyId, requests: 0, throttled: 0, events: 0, refusals: {} };
    rows.set(name, row);
    row.requests += requests;
    row.events += events;
    if (outcome === "done") continue;
    row.refusals[outcome as ErrorCode] = requests;
    if (outcome === "rate_limited") row.throttled = requests;
  }
  return [...rows.values()];
};
