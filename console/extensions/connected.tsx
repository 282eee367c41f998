import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ListedCode } from "../../shared/contract/connect-code.ts";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import { clockTime } from "../format/clock-time.ts";
import { TEXT } from "../text.ts";
import { TimeAgo } from "../ui/time-ago.tsx";

const text = TEXT.extensions;

/** What app something is of, where there are several. */
type AppName = (id: string) => string | undefined;

/** A link that nobody has used yet, and the way to take it back. */
export const OpenCode = ({ code, appName, cancel }: { code: ListedCode; appName: AppName; cancel(): void }) => (
  <li>
    <bdi class="who">{code.name}</bdi>
    <span class="fine">
      {[appName(code.app), text.ends(clockTime(code.expiresAt)), text.madeBy(code.maker?.name ?? code.owner.name)]
        .filter(Boolean)
        .join(" · ")}
    </span>
    <button type="button" class="button" aria-label={text.cancelOf(code.name)} onClick={cancel}>
      {text.cancel}
    </button>
  </li>
);

/** An extension that is connected; its key ends only when that was asked for twice. */
export const Connected = ({
  connected,
  appName,
  now,
  revoke,
}: {
  connected: KeyAnswer;
  appName: AppName;
  now: number;
  revoke(): void;
}) => {
  const [asking, setAsking] = useState<boolean>();
  const keep = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    // Asked, the focus is on what changes nothing; and it comes back to where the question was asked.
    if (asking !== undefined) (asking ? keep : first).current?.focus();
  }, [asking]);
  return (
    <li>
      <bdi class="who">{connected.name}</bdi>
      {asking ? (
        <span class="question">{text.revokeSure}</span>
      ) : (
        <span class="fine">
          {appName(connected.app) && `${appName(connected.app)} · `}
          {connected.lastUsedAt === null ? (
            text.neverUsed
          ) : (
            <>
              {text.lastUsed} <TimeAgo at={connected.lastUsedAt} now={now} />
            </>
          )}
        </span>
      )}
      {asking ? (
        <span class="answers">
          <button type="button" class="button danger" aria-label={text.revokeOf(connected.name)} onClick={revoke}>
            {text.revoke}
          </button>
          <button type="button" class="button" ref={keep} onClick={() => setAsking(false)}>
            {text.keep}
          </button>
        </span>
      ) : (
        <button
          type="button"
          class="button"
          ref={first}
          aria-label={text.revokeOf(connected.name)}
          onClick={() => setAsking(true)}
        >
          {text.revoke}
        </button>
      )}
    </li>
  );
};
