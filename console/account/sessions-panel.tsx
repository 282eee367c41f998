import { useRef, useState } from "preact/hooks";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { OpenSessions } from "../../shared/contract/session.ts";
import { type Asked, useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { Failure } from "../ui/failure.tsx";
import { Shown } from "../ui/room-page.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { useNow } from "../ui/use-now.ts";
import { TEXT_OF_ACCOUNT } from "./text.ts";

const text = TEXT_OF_ACCOUNT.sessions;

type OpenSession = OpenSessions["data"][number];
type SessionsPanelProps = {
  asked: Asked<OpenSession[]>;
  again: () => Promise<void>;
  set: (sessions: OpenSession[]) => void;
};

const whereOf = ({ agent }: OpenSession): string => agent ?? text.unknown;

/** Where one is signed in; ended one by one, or all but this one. */
export const SessionsPanel = ({ asked, again, set }: SessionsPanelProps) => {
  const { api, now } = useConsole();
  const [isAsking, setAsking] = useState(false);
  const [said, setSaid] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  const doing = useDoing();
  const time = useNow(now);
  const end = async (one: OpenSession, all: OpenSession[]) => {
    if (!(await doing.run(() => api.tell(ROUTES.sessionOne, { method: "DELETE", path: { id: one.id } })))) return;
    heading.current?.focus(); // its button goes
    set(all.filter(({ id }) => id !== one.id));
    setSaid(text.ended(whereOf(one)));
  };
  const endOthers = async (all: OpenSession[]) => {
    await api.tell(ROUTES.sessions, { method: "DELETE" });
    set(all.filter(({ isCurrent }) => isCurrent));
    setSaid(text.othersDone);
  };
  const row = (one: OpenSession, all: OpenSession[]) => (
    <li key={one.id}>
      <span>
        <bdi>{whereOf(one)}</bdi> {one.isCurrent && <span class="chip good">{text.here}</span>}
        <span class="fine">
          {text.since} <TimeAgo at={one.createdAt} now={time} />, {text.used} <TimeAgo at={one.lastUsedAt} now={time} />
        </span>
      </span>
      {!one.isCurrent && (
        <button
          type="button"
          class="button"
          disabled={doing.busy}
          aria-label={text.endOf(whereOf(one))}
          onClick={() => end(one, all)}
        >
          {text.end}
        </button>
      )}
    </li>
  );
  return (
    <section class="panel" aria-labelledby="sessions">
      <h2 id="sessions" ref={heading} tabIndex={-1}>
        {text.title}
      </h2>
      <Shown asked={asked} again={again} failed={text.failed} lines={2}>
        {(all) => (
          <>
            <ul class="own-list">{all.map((one) => row(one, all))}</ul>
            <Failure error={doing.error} />
            {all.length === 1 ? (
              <p class="fine">{text.only}</p>
            ) : (
              <div>
                <button type="button" class="button" onClick={() => setAsking(true)}>
                  {text.others}
                </button>
              </div>
            )}
            {isAsking && (
              <Confirm
                title={text.othersSure}
                action={text.others}
                run={() => endOthers(all)}
                closed={() => {
                  setAsking(false);
                  heading.current?.focus();
                }}
              >
                <p>{text.othersText(all.length - 1)}</p>
              </Confirm>
            )}
          </>
        )}
      </Shown>
      <p class="done" role="status">
        {said}
      </p>
    </section>
  );
};
