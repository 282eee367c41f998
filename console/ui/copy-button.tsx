import { useEffect, useState } from "preact/hooks";
import { TEXT } from "../text.ts";
import { Icon } from "./icon.tsx";

const SHOWN_MS = 2_000;

/** Copies `value`, says so for a moment, and says what to do where a browser does not let it. */
export const CopyButton = ({ value, what }: { value: string; what: string }) => {
  const [outcome, setOutcome] = useState<"done" | "failed">();
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value); // absent on plain http, other than localhost
      setOutcome("done");
    } catch {
      setOutcome("failed");
    }
  };
  return (
    <span class="copy">
      <button
        type="button"
        class="icon-button"
        aria-label={TEXT.copy.action(what)}
        title={TEXT.copy.action(what)}
        onClick={copy}
      >
        <Icon name={outcome === "done" ? "check" : "copy"} size={16} />
      </button>
      <span class="copy-outcome" role="status">
        {outcome && TEXT.copy[outcome]}
      </span>
    </span>
  );
};
