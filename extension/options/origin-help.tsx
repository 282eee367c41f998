import { useRef, useState } from "preact/hooks";
import { TEXT } from "../text.ts";

/** A line to carry to the server, and a button that copies it. */
const Line = ({ text, action }: { text: string; action: string }) => {
  const [copied, setCopied] = useState(false);
  const line = useRef<HTMLElement>(null);

  const copy = async () => {
    // Selected first: where the clipboard is closed to us, a person can still copy by hand.
    if (line.current) getSelection()?.selectAllChildren(line.current);
    setCopied(await navigator.clipboard.writeText(text).then(() => true, () => false)); // biome-ignore format: one thought
  };
  return (
    <div class="entry">
      <code ref={line} dir="ltr">
        {text}
      </code>
      <button type="button" class="quiet" onClick={copy}>
        {copied ? TEXT.copied : action}
      </button>
    </div>
  );
};

/**
 * Says how the server gets a key that may be used from here: the command that makes one, and the entry that the allowed
 * origins of this one lack. Always in the page, so that its appearance is read out.
 */
export const OriginHelp = ({ entry }: { entry: string | undefined }) => (
  <div role="alert">
    {entry && (
      <div class="help">
        <strong>{TEXT.originTitle}</strong>
        <p>{TEXT.originIntro}</p>
        <Line text={TEXT.originCommand(entry)} action={TEXT.copyCommand} />
        <p>{TEXT.originEntry}</p>
        <Line text={entry} action={TEXT.copy} />
      </div>
    )}
  </div>
);
