import { useLayoutEffect, useRef } from "preact/hooks";
import { TEXT } from "../text.ts";
import { focusRoom } from "./focus-room.ts";

type MoreButtonProps = {
  words: string;
  busy: boolean;
  /** Called for each press: to load nothing twice is its own part. */
  load: () => void;
};

/** The way to older rows. It keeps the focus while they are on their way. */
export const MoreButton = ({ words, busy, load }: MoreButtonProps) => {
  const own = useRef<HTMLButtonElement>(null);
  // Cleaned up while the button stands in the page still.
  useLayoutEffect(() => {
    const button = own.current;
    return () => {
      if (button && button === document.activeElement) focusRoom(button);
    };
  }, []);
  return (
    <button ref={own} type="button" class="button" aria-disabled={busy} onClick={load}>
      {busy ? TEXT.working : words}
    </button>
  );
};
