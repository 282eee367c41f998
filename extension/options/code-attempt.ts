import { newIdempotencyKey } from "../../shared/api/idempotency-key.ts";
import type { Settings } from "../settings.ts";

/** Gives the idempotency key under which a code is given in. */
export type CodeAttempt = (server: string, code: string) => Promise<string>;

const digestOf = async (text: string): Promise<string> => {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

/**
 * The same key for the same code of the same server, for as long as it is tried, whatever becomes of this page: by it the server knows
 * us again when its answer was lost. Of the code only a digest is kept.
 */
export const codeAttemptIn = ({ connecting }: Pick<Settings, "connecting">): CodeAttempt => {
  let here: { code: string; idempotencyKey: string } | undefined;
  return async (server, code) => {
    const digest = await digestOf(`${server} ${code}`);
    const known = [here, await connecting.get()].find((one) => one?.code === digest);
    here = known ?? { code: digest, idempotencyKey: newIdempotencyKey() };
    // Where nothing can be kept this page remembers it: enough to press the button again.
    if (!known) await connecting.set(here).catch(() => {});
    return here.idempotencyKey;
  };
};
