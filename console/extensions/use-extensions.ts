import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Api } from "../api.ts";
import { isSignedOut } from "../explain.ts";
import type { Extensions } from "./extensions-api.ts";

export type ExtensionsState = { is: "loading" } | { is: "failed"; error: unknown } | ({ is: "ready" } & Extensions);

/** What is connected, looked at again every `refreshMs`: a link that was used moves by itself. What is shown stays when a look fails. */
export const useExtensions = (
  { extensions }: Pick<Api, "extensions">,
  refreshMs: number,
  signedOut: () => void,
): [ExtensionsState, () => Promise<void>] => {
  const [state, setState] = useState<ExtensionsState>({ is: "loading" });
  const end = useRef<AbortController>(null);
  const load = useCallback(async () => {
    const signal = end.current?.signal;
    if (!signal) return;
    try {
      const found = await extensions.list(signal);
      if (!signal.aborted) setState({ is: "ready", ...found });
    } catch (error) {
      if (signal.aborted) return;
      if (isSignedOut(error)) signedOut();
      else setState((shown) => (shown.is === "ready" ? shown : { is: "failed", error }));
    }
  }, [extensions, signedOut]);
  useEffect(() => {
    end.current = new AbortController();
    void load();
    const timer = setInterval(() => document.visibilityState === "visible" && void load(), refreshMs);
    return () => {
      clearInterval(timer);
      end.current?.abort();
      end.current = null;
    };
  }, [load, refreshMs]);
  return [state, load];
};
