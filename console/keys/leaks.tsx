import type { KeyAnswer } from "../../shared/contract/key.ts";
import { relativeTime } from "../format/relative-time.ts";
import { Icon } from "../ui/icon.tsx";
import { text } from "./text.ts";

/** Secret keys that were seen in a browser and still work: what it means, and the one thing to do. */
export const Leaks = ({ keys, now, rotate }: { keys: KeyAnswer[]; now: number; rotate: (key: KeyAnswer) => void }) => (
  <div role="alert" class="leaks">
    {keys.map((key) => (
      <section key={key.id} class="leak">
        <Icon name="problem" size={22} />
        <div>
          <h2>
            <bdi>{text.leak.title(key.name)}</bdi>
          </h2>
          <p>{key.leakedAt !== null && text.leak.text(relativeTime(key.leakedAt, now), key.leakedFrom)}</p>
          <button type="button" class="button danger" onClick={() => rotate(key)}>
            {text.leak.action}
          </button>
        </div>
      </section>
    ))}
  </div>
);
