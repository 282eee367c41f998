import { Dialog } from "../ui/dialog.tsx";
import { work } from "./work-text.ts";

const text = work.keys;
const READING: [string[], string][] = [
  [["j", "k"], text.move],
  [["Enter", "o"], text.open],
  [["Esc"], text.back],
  [["/"], text.search],
  [["f"], text.filter],
  [["?"], text.list],
];
const WORKING: [string[], string][] = [
  [["e"], text.archive],
  [["s"], text.status],
  [["a"], text.assign],
  [["t"], text.tags],
  [["r"], text.reply],
  [["n"], text.note],
  [["x"], text.choose],
  [["z"], text.undo],
];

/** Which key does what, for this member. */
export const KeysDialog = ({ mayWork, closed }: { mayWork: boolean; closed: () => void }) => (
  <Dialog title={text.title} closed={closed}>
    <dl class="key-list">
      {[...READING, ...(mayWork ? WORKING : [])].map(([keys, what]) => (
        <div key={what}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  </Dialog>
);
