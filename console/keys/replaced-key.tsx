import type { KeyAnswer } from "../../shared/contract/key.ts";
import { clockTime } from "../format/clock-time.ts";
import { relativeTime } from "../format/relative-time.ts";
import { text } from "./text.ts";

type Props = { old: KeyAnswer; successor: KeyAnswer; now: number; finish: () => void };

/** The key that is being replaced, as long as it works: until when, and whether something still uses it. */
export const ReplacedKey = ({ old, successor, now, finish }: Props) => {
  // The last use is known to the minute, rounded down: from the next minute on.
  const isUsed = old.lastUsedAt !== null && Date.parse(old.lastUsedAt) >= Date.parse(successor.createdAt);
  return (
    <section class="replaced" aria-label={text.rotation.old}>
      <p>
        <strong>{text.rotation.old}</strong> <code class="key-hint">{old.hint}</code>{" "}
        {old.expiresAt !== null && text.rotation.until(clockTime(old.expiresAt))}
      </p>
      <p class={isUsed ? "key-warning" : "fine"}>
        {isUsed && old.lastUsedAt !== null
          ? text.rotation.stillUsed(relativeTime(old.lastUsedAt, now))
          : text.rotation.unused}
      </p>
      <button type="button" class="button" aria-label={text.rotation.finishOf(old.name)} onClick={finish}>
        {text.rotation.finish}
      </button>
    </section>
  );
};
