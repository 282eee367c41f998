import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Feedback } from "../../shared/contract/record.ts";
import { ID_PATTERN } from "../../shared/contract/routes.ts";
import { EarshotError } from "../../shared/errors.ts";
import { isSignedOut } from "../explain.ts";
import { useConsole } from "../room.tsx";
import type { Inbox } from "./inbox.ts";

export type RecordState =
  | { is: "none" }
  | { is: "loading" }
  | { is: "missing" }
  | { is: "failed"; error: unknown; retry(): void }
  | { is: "ready"; record: Feedback };

/**
 * The open record: as the inbox knows it, else asked for (a link to something older, or one that the filters leave out). What was shown
 * stays when it leaves the list.
 *
 * @param listSettled Whether the first answer of the list came: until then it is not known to be missing there.
 */
export const useOpenRecord = (id: string | undefined, inbox: Inbox | null, listSettled: boolean): RecordState => {
  const { api, signedOut } = useConsole();
  const [failure, setFailure] = useState<{ id: string; state: RecordState }>();
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const last = useRef<Feedback>(undefined);
  const known = id === undefined ? undefined : inbox?.find(id);
  if (known) last.current = known;
  const isId = id !== undefined && ID_PATTERN.test(id);
  const wanted = listSettled && isId && !known ? id : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another `attempt` is the reason to ask again; `signedOut` only reports
  useEffect(() => {
    if (wanted === undefined || !inbox) return;
    const end = new AbortController();
    const show = (state: RecordState | undefined) => !end.signal.aborted && setFailure(state && { id: wanted, state });
    show(undefined);
    api.feedback.get(wanted, { signal: end.signal }).then(
      (record) => {
        if (end.signal.aborted) return;
        inbox.learn(record);
        show(undefined);
      },
      (error: unknown) => {
        if (end.signal.aborted) return;
        if (isSignedOut(error)) signedOut();
        else if (error instanceof EarshotError && error.code === "not_found") {
          last.current = undefined;
          show({ is: "missing" });
        } else show({ is: "failed", error, retry });
      },
    );
    return () => end.abort();
  }, [api, inbox, wanted, attempt]);

  if (id === undefined) return { is: "none" };
  if (!isId) return { is: "missing" }; // nobody has to be asked
  if (known) return { is: "ready", record: known };
  if (failure?.id === id) return failure.state;
  return last.current?.id === id ? { is: "ready", record: last.current } : { is: "loading" };
};
