import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { isSignedOut } from "./explain.ts";
import { useConsole } from "./room.tsx";

/** What was asked of the server: on its way, failed, or there. What is there stays while it is asked for again. */
export type Asked<Value> =
  | { is: "loading" }
  | { is: "failed"; error: unknown }
  | {
      is: "ready";
      value: Value;
      /** Why the last look failed, while an older answer is still shown. */
      error?: unknown;
    };

/**
 * Asks when the component appears, whenever one of `inputs` changes, and whenever the second of what it returns is called. Who is no
 * longer signed in leaves by `signedOut`.
 *
 * @param ask Rejects with an `EarshotError`. @param inputs What the answer depends on.
 */
export const useAsked = <Value>(
  ask: (signal: AbortSignal) => Promise<Value>,
  inputs: readonly unknown[],
): [Asked<Value>, again: () => Promise<void>, set: (value: Value) => void] => {
  const { signedOut } = useConsole();
  const [asked, setAsked] = useState<Asked<Value>>({ is: "loading" });
  const current = useRef(ask);
  current.current = ask;
  const end = useRef<AbortController>(null);
  const load = useCallback(async () => {
    end.current?.abort(); // an answer that comes late must not cover a newer one
    const own = new AbortController();
    end.current = own;
    try {
      const value = await current.current(own.signal);
      if (!own.signal.aborted) setAsked({ is: "ready", value });
    } catch (error) {
      if (own.signal.aborted) return;
      if (isSignedOut(error)) signedOut();
      else setAsked((shown) => (shown.is === "ready" ? { ...shown, error } : { is: "failed", error }));
    }
  }, [signedOut]);
  useEffect(() => {
    setAsked({ is: "loading" });
    void load();
    return () => end.current?.abort();
  }, [load, ...inputs]);
  const again = useCallback(async () => {
    setAsked((shown) => (shown.is === "failed" ? { is: "loading" } : shown));
    await load();
  }, [load]);
  const set = useCallback((value: Value) => setAsked({ is: "ready", value }), []);
  return [asked, again, set];
};

export type Doing = {
  busy: boolean;
  /** Why the last try failed; gone with the next. */
  error: unknown;
  /** Runs one change, never two at once. @returns Whether it was done. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
  forget: () => void;
};

/** One change at a time: busy, failed with a way on, or done. A second press while it is under way does nothing. */
export const useDoing = (): Doing => useTrying(useConsole().signedOut);

/** The same for who is not signed in yet: then to be refused is a failure like others. */
export const useTrying = (signedOut?: () => void): Doing => {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: undefined });
  const busy = useRef(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  const run = useCallback(
    async (work: () => Promise<unknown>) => {
      if (busy.current) return false;
      busy.current = true;
      setState({ busy: true, error: undefined });
      let error: unknown;
      try {
        await work();
        return true;
      } catch (thrown) {
        error = thrown;
        if (isSignedOut(thrown)) signedOut?.();
        return false;
      } finally {
        busy.current = false;
        if (!gone.current) setState({ busy: false, error });
      }
    },
    [signedOut],
  );
  const forget = useCallback(() => setState((shown) => ({ ...shown, error: undefined })), []);
  return { ...state, run, forget };
};
