import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";

type MenuProps = {
  label: string;
  /** Items, each an `li` with a button or a link. */
  children: (close: () => void) => ComponentChildren;
};

/** A few seldom wanted things behind a button. Escape and going elsewhere close it. */
export const Menu = ({ label, children }: MenuProps) => {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is inside takes the keys; this hears them pass
    <span
      class="menu-place"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        close();
      }}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        class="icon-button"
        aria-expanded={open}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!open)}
      >
        <Icon name="more" />
      </button>
      {open && <ul class="menu">{children(close)}</ul>}
    </span>
  );
};
