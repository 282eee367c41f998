import { useRef, useState } from "preact/hooks";
import { TEXT } from "../text.ts";

/** Says which entry the key's allowed origins lack, and copies it. Always in the page, so that its appearance is read out. */
export const OriginHelp = ({ entry }: { entry: string | undefined }) => {
  const [copied, setCopied] = useState(false);
  const text = useRef<HTMLElement>(null);

  const copy = async (what: string) => {
    // Selected first: where the clipboard is closed to us, a person can still copy by hand.
    if (text.current) getSelection()?.selectAllChildren(text.current);
    setCopied(await navigator.clipboard.writeText(what).then(() => true, () => false)); // biome-ignore format: one thought
  };
  return (
    <div role="alert">
      {entry && (
        <div class="help">
          <strong>{TEXT.originTitle}</strong>
          <p>{TEXT.originIntro}</p>
          <div class="entry">
            <code ref={text}>{entry}</code>
            <button type="button" class="quiet" onClick={() => copy(entry)}>
              {copied ? TEXT.copied : TEXT.copy}
            </button>
          </div>
        </div>
      )}
    </div>
  );
};
