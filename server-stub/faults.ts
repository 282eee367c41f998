import * as z from "zod/mini";
import { ERROR_STATUS } from "../shared/contract/errors.ts";

/** What can be made to go wrong with the next requests to a path. */
export const faultSchema = z.strictObject({
  /** Which requests: those whose path starts with this. All submissions by default. */
  path: z._default(z.string(), "/v1/feedback"),
  method: z._default(z.string(), "POST"),
  /** How many of them, then the fault is over. */
  times: z._default(z.int(), 1),
  /** Waits so long before anything else happens. */
  delayMs: z._default(z.int(), 0),
  /**
   * `status`: the app is not asked, this status is answered. `cut`: the connection is closed before the app is asked.
   * `lose-answer`: the app does its work, then the connection is closed. `none`: only the delay.
   */
  kind: z.enum(["status", "cut", "lose-answer", "none"]),
  status: z.optional(z.int()),
  headers: z.optional(z.record(z.string(), z.string())),
  /** The body answered with `status`; an error body with a code of that status by default. */
  body: z.optional(z.string()),
});

export type Fault = z.output<typeof faultSchema>;
export type FaultRequest = z.input<typeof faultSchema>;

export type Faults = {
  /** Makes something go wrong from the next request on. */
  add(fault: FaultRequest): void;
  clear(): void;
  /** The fault for this request, used up by one. */
  take(method: string, path: string): Fault | undefined;
};

export const createFaults = (): Faults => {
  let faults: Fault[] = [];
  return {
    add: (fault) => void faults.push(faultSchema.parse(fault)),
    clear() {
      faults = [];
    },
    take(method, path) {
      const fault = faults.find((candidate) => candidate.method === method && path.startsWith(candidate.path));
      if (fault && --fault.times <= 0) faults = faults.filter((candidate) => candidate !== fault);
      return fault;
    },
  };
};

const codeOf = (status: number): string =>
  Object.entries(ERROR_STATUS).find(([, known]) => known === status)?.[0] ?? "internal_error";

/** A refusal as the server itself would write it, or whatever the fault says instead. */
export const faultAnswer = ({ status = 500, headers, body }: Fault) => ({
  status,
  headers: {
    "Content-Type": "application/json",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Retry-After",
    ...headers,
  },
  body:
    body ??
    JSON.stringify({ error: { code: codeOf(status), message: `Stub: ${status} as asked for.`, requestId: "stub" } }),
});
