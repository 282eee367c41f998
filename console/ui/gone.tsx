import { inLanguage } from "../language.ts";
import { focusRoom } from "./focus-room.ts";
import { GONE_TEXT } from "./gone-text.ts";

const text = inLanguage(GONE_TEXT);

type GoneProps = {
  name: string;
  clear: (name: string) => void;
  /** What `clear` does. @default it takes a filter away */
  words?: string;
};

/** A filter names what is not there, as a saved view or an old link may: no failure, and there is a way on. */
export const Gone = ({ name, clear, words = text.clear }: GoneProps) => (
  <div class="empty-state" role="status">
    <h2>{text.title[name] ?? text.other}</h2>
    <p>{text.text}</p>
    <button
      type="button"
      class="button"
      onClick={({ currentTarget }) => {
        focusRoom(currentTarget);
        clear(name);
      }}
    >
      {words}
    </button>
  </div>
);
