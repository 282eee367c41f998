import { useCallback, useEffect, useState } from "preact/hooks";
import type { Feedback } from "../../shared/contract/record.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Api } from "../api.ts";
import { isSignedOut } from "../explain.ts";

export type RecordState =
  | { is: "none" }
  | { is: "loading" }
  | { is: "missing" }
  | { is: "failed"; error: unknown; retry(): void }
  | { is: "ready"; record: Feedback };

/** The record with this id: out of the list when it is there, else asked for (a link to something older). */
export const useRecord = (
  api: Api,
  id: string | undefined,
  listed: Feedback | undefined,
  listSettled: boolean,
  signedOut: () => void,
): RecordState => {
  const [fetched, setFetched] = useState<{ id: string; state: RecordState }>();
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const wanted = listSettled && id !== undefined && !listed ? id : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another `attempt` is the reason to ask again; `signedOut` only reports
  useEffect(() => {
    if (wanted === undefined) return;
    const end = new AbortController();
    const show = (state: RecordState) => !end.signal.aborted && setFetched({ id: wanted, state });
    show({ is: "loading" });
    api.feedback.get(wanted, { signal: end.signal }).then(
      (record) => show({ is: "ready", record }),
      (error: unknown) => {
        if (end.signal.aborted) return;
        if (isSignedOut(error)) signedOut();
        else if (error instanceof EarshotError && error.code === "not_found") show({ is: "missing" });
        else show({ is: "failed", error, retry });
      },
    );
    return () => end.abort();
  }, [api, wanted, attempt]);

  if (id === undefined) return { is: "none" };
  if (listed) return { is: "ready", record: listed };
  return fetched?.id === id ? fetched.state : { is: "loading" };
};
