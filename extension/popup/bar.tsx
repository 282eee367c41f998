import { TEXT } from "../text.ts";

/** Below the form: what was sent before, and how many of it wait. */
export const Bar = ({
  waiting,
  address,
  openHistory,
}: {
  waiting: number;
  /** The page's address. */
  address: string;
  openHistory(): void;
}) => (
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
);
