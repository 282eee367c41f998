import type { KeyAnswer } from "../../shared/contract/key.ts";
import { clockTime } from "../format/clock-time.ts";
import { relativeTime } from "../format/relative-time.ts";
import { text } from "./text.ts";

type Props = { old: KeyAnswer; now: number; finish: () => void };

/** The key that is being replaced, as long as it works: until when, and whether something still uses it. */
export const ReplacedKey = ({ old, now, finish }: Props) => {
  const { lastUsedInGraceAt: used, graceEndsAt, expiresAt } = old;
  const ends = graceEndsAt ?? expiresAt;
  return (
    <section class="replaced" aria-label={text.rotation.old}>
      <p>
        <strong>{text.rotation.old}</strong> <code class="key-hint">{old.hint}</code>{" "}
        {ends !== null && text.rotation.until(clockTime(ends))}
      </p>
      <p class={used === null ? "fine" : "key-warning"}>
        {used === null ? text.rotation.unused : text.rotation.stillUsed(relativeTime(used, now))}
      </p>
      <button type="button" class="button" aria-label={text.rotation.finishOf(old.name)} onClick={finish}>
        {text.rotation.finish}
      </button>
    </section>
  );
};
