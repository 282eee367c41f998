import { CLOSE, Icon, MARK } from "./icons.tsx";
import type { View } from "./view.ts";

export const Header = ({ say, close }: View) => (
  // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it is not interactive, but a landmark, and the page has its own
  <header role="none">
    <span class="mark">
      <Icon path={MARK} />
    </span>
    <h2 id="title">{say("title")}</h2>
    {close && (
      <button type="button" class="icon" aria-label={say("close")} onClick={close}>
        <Icon path={CLOSE} />
      </button>
    )}
  </header>
);
