import type { ComponentChildren } from "preact";
import { TEXT } from "../text.ts";

type ToHistoryProps = { address: string; openHistory(): void; class?: string; children: ComponentChildren };

const ToHistory = ({ address, openHistory, children, ...more }: ToHistoryProps) => (
  <a
    {...more}
    href={address}
    target="_blank"
    rel="noreferrer"
    onClick={(event) => {
      event.preventDefault();
      openHistory();
    }}
  >
    {children}
  </a>
);

/** Below the form: what was sent before, how many of it wait and what was replied, and the way to the side panel. */
export const Bar = ({
  waiting,
  unread,
  address,
  openHistory,
  toPanel,
}: {
  waiting: number;
  /** How many replies are new. */
  unread: number;
  /** The history page's. */
  address: string;
  openHistory(): void;
  toPanel?: (() => void) | undefined;
}) => (
  <>
    <div role="status">
      {unread > 0 && (
        <ToHistory {...{ address, openHistory }} class="new">
          {TEXT.repliesNew(unread)}
        </ToHistory>
      )}
    </div>
    <ToHistory {...{ address, openHistory }}>{TEXT.historyLink(waiting)}</ToHistory>
    {toPanel && (
      <button type="button" onClick={toPanel}>
        {TEXT.toPanel}
      </button>
    )}
  </>
);
