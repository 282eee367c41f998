import { inLanguage } from "../language.ts";
import { GONE_TEXT } from "./gone-text.ts";

const text = inLanguage(GONE_TEXT);

/** A filter names what is not there, as a saved view or an old link may: no failure, and there is a way on. */
export const Gone = ({ name, clear }: { name: string; clear: (name: string) => void }) => (
  <div class="empty-state" role="status">
    <h2>{text.title[name] ?? text.other}</h2>
    <p>{text.text}</p>
    <button
      type="button"
      class="button"
      onClick={({ currentTarget }) => {
        currentTarget.closest("main")?.focus({ preventScroll: true }); // the button goes, and focus would with it
        clear(name);
      }}
    >
      {text.clear}
    </button>
  </div>
);
