import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { TEXT } from "../text.ts";
import { Icon } from "./icon.tsx";

type DialogProps = {
  title: ComponentChildren;
  /** Called once it is closed, by whatever way. */
  closed: () => void;
  /** `wide` for tables and forms side by side. @default "usual" */
  size?: "usual" | "wide";
  children: ComponentChildren;
};

/** A sheet over the page. Escape closes it, and focus goes back to what opened it. */
export const Dialog = ({ title, closed, size = "usual", children }: DialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useId();
  useLayoutEffect(() => dialog.current?.showModal(), []); // before the next key: what is typed quickly is meant for it
  // A browser tells of a closing later: the next sheet may be open by then, and is not meant.
  const tellClosed = () => dialog.current && closed();
  return (
    <dialog ref={dialog} class={size === "wide" ? "sheet wide" : "sheet"} aria-labelledby={name} onClose={tellClosed}>
      <div class="sheet-head">
        <h2 id={name} tabIndex={-1}>
          {title}
        </h2>
        {/* Closed by the element itself: only then does focus go back to the button that opened it. */}
        <button type="button" class="icon-button" aria-label={TEXT.close} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
};

/** Closes the dialog around the element that was pressed, for a button inside of one. */
export const closeDialogOf = (element: EventTarget | null): void =>
  (element as HTMLElement | null)?.closest("dialog")?.close();
