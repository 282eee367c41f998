import { Icon } from "./icons.tsx";
import type { View } from "./view.ts";

export const Header = ({ say, close }: View) => (
  <header>
    <span class="mark">
      <Icon name="mark" />
    </span>
    <h2 id="title">{say("title")}</h2>
    {close && (
      <button type="button" class="icon" aria-label={say("close")} onClick={close}>
        <Icon name="close" />
      </button>
    )}
  </header>
);
