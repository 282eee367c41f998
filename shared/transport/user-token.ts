import { anySignal } from "./any-signal.ts";
import { newMark } from "./mark.ts";
import { personOf } from "./person.ts";

/**
 * What a host says of who is signed in: a token, or what gives one, now or later; nothing when nobody is. Asked at each try.
 * With `renew` the last one was refused as expired.
 */
export type UserToken = string | ((ask: { renew: boolean }) => Given | Promise<Given>);
type Given = string | null | undefined;

/** A token and whose it is. */
export type Signed = { token: string; person: string };

/** Who asks the host, for the outbox. */
export type Signer = {
  /** Stands for the person while the host has not said who it is: another one for each sign-in of each page. See `newMark`. */
  mark: string;
  /** Whether asking again may give another token. */
  renewable: boolean;
  /** Rejects when the host fails or is silent: its server may be away, as ours may. */
  ask(renew: boolean, signal: AbortSignal): Promise<Signed | undefined>;
};

/** A host that says nothing for so long says nothing at all. */
const ANSWER_MS = 30_000;

/** Only where somebody waits for it: a silence that nobody hears would end as an error of the page. */
const answered = (answer: Given | Promise<Given>, signal: AbortSignal): Promise<Given> => {
  const within = anySignal([signal, AbortSignal.timeout(ANSWER_MS)]);
  const silence = new Promise<never>((_, reject) => within.addEventListener("abort", () => reject(within.reason)));
  return Promise.race([answer, silence]);
};

/** Asks the host, for at most half a minute. Rejects as the host's function does. */
export const askForToken = async (
  source: UserToken,
  renew: boolean,
  signal: AbortSignal,
): Promise<Signed | undefined> => {
  const given = typeof source === "function" ? await answered(source({ renew }), signal) : source;
  return given ? { token: given, person: personOf(given) } : undefined;
};

export const signerOf = (source: UserToken): Signer => ({
  mark: newMark(),
  renewable: typeof source === "function",
  ask: (renew, signal) => askForToken(source, renew, signal),
});
