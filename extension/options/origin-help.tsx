import { useState } from "preact/hooks";
import { TEXT } from "../text.ts";

/** Says which entry the key's allowed origins lack, and copies it. Always in the page, so that its appearance is read out. */
export const OriginHelp = ({ entry }: { entry: string | undefined }) => {
  const [copied, setCopied] = useState(false);
  return (
    <div role="alert">
      {entry && (
        <div class="help">
          <strong>{TEXT.originTitle}</strong>
          <p>{TEXT.originIntro}</p>
          <div class="entry">
            <code>{entry}</code>
            <button
              type="button"
              class="quiet"
              onClick={async () => {
                await navigator.clipboard.writeText(entry);
                setCopied(true);
              }}
            >
              {copied ? TEXT.copied : TEXT.copy}
            </button>
          </div>
        </div>
      )}
    </div>
  );
};
