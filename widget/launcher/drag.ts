/** How far a press may stray and still be one, in px. */
const SLIP = 6;
/** How long a finger rests until that means something, in ms. */
const HOLD = 500;

type Hand = {
  /** It was let go here. */
  dropped: () => void;
  /** A finger rested on it. */
  held: () => void;
  signal: AbortSignal;
};

/**
 * Lets a button be dragged about the window by mouse, pen or finger. A press that hardly moves stays a press.
 *
 * @param pressed The press that is under way, if one is.
 */
export const makeDraggable = (button: HTMLElement, { dropped, held, signal }: Hand, pressed?: PointerEvent): void => {
  /** A press, or after it the wait for its click. The next press ends either. */
  let press: AbortController | undefined;
  /** Keeps the click that ends what is under way from being a press of the button. */
  const noClick = (isUp = false) => {
    const ends = new AbortController();
    press = ends;
    const stop = (event: Event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const over = () => ends.abort();
    const soon = () => setTimeout(over, 50);
    const own = { capture: true, signal: ends.signal };
    window.addEventListener("click", stop, own);
    window.addEventListener("pointerdown", over, own); // of the page: the form keeps its own from the window
    if (isUp) soon();
    else window.addEventListener("pointerup", soon, own);
  };
  const begin = (event: PointerEvent) => {
    press?.abort();
    if (event.button !== 0) return;
    const ends = new AbortController();
    press = ends;
    const before = button.style.cssText;
    const { left, top } = button.getBoundingClientRect();
    let drags = false;
    const holding = event.pointerType === "mouse" ? undefined : setTimeout(hold, HOLD);
    const own = { signal: ends.signal };
    const end = () => {
      clearTimeout(holding);
      ends.abort();
    };
    function hold() {
      if (drags) return;
      end();
      noClick();
      held();
    }
    const cancel = () => {
      if (drags) {
        button.style.cssText = before;
        noClick();
      }
      end();
    };
    const move = ({ pointerId, clientX, clientY }: PointerEvent) => {
      if (pointerId !== event.pointerId) return;
      const [dx, dy] = [clientX - event.clientX, clientY - event.clientY];
      if (!drags && Math.hypot(dx, dy) <= SLIP) return;
      if (!drags) {
        drags = true;
        clearTimeout(holding);
        button.setPointerCapture?.(pointerId);
        Object.assign(button.style, {
          margin: "0",
          translate: "none",
          right: "auto",
          bottom: "auto",
          cursor: "grabbing",
        });
      }
      button.style.left = `${left + dx}px`;
      button.style.top = `${top + dy}px`;
    };
    const up = ({ pointerId }: PointerEvent) => {
      if (pointerId !== event.pointerId) return;
      end();
      if (!drags) return;
      noClick(true);
      dropped();
    };
    window.addEventListener("pointermove", move, own);
    window.addEventListener("pointerup", up, { ...own, capture: true });
    window.addEventListener("pointercancel", cancel, own);
    // The form keeps its keys from the page: where the focus is on the launcher they do not come as far as the window.
    for (const target of [window, button])
      target.addEventListener("keydown", (typed) => (typed as KeyboardEvent).key === "Escape" && cancel(), own);
  };
  button.addEventListener("pointerdown", begin, { signal });
  signal.addEventListener("abort", () => press?.abort());
  if (pressed?.type === "pointerdown" && button.matches(":active")) begin(pressed);
};
