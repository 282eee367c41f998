import { TEXT } from "../text.ts";

/** Below the form: what was sent before and how many of it wait, and the way to the side panel. */
export const Bar = ({
  waiting,
  address,
  openHistory,
  toPanel,
}: {
  waiting: number;
  /** The history page's. */
  address: string;
  openHistory(): void;
  toPanel?: (() => void) | undefined;
}) => (
  <>
    <a
      href={address}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        event.preventDefault();
        openHistory();
      }}
    >
      {TEXT.historyLink(waiting)}
    </a>
    {toPanel && (
      <button type="button" onClick={toPanel}>
        {TEXT.toPanel}
      </button>
    )}
  </>
);
