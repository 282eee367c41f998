import { useLayoutEffect, useRef } from "preact/hooks";
import type { NewKeyAnswer } from "../../shared/contract/key.ts";
import { keyKind } from "../../shared/contract/key-kinds.ts";
import { clockTime } from "../format/clock-time.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { ShownOnce } from "../ui/shown-once.tsx";
import { BaseAddress } from "./base-address.tsx";
import { text } from "./text.ts";

/** A key that was just made, and the one whose place it takes. */
/** `until`: of the old key; `null` is until it is revoked, nothing that it has ended. */
export type Made = { key: NewKeyAnswer; old?: { name: string; until: string | null | undefined } };

const Line = ({ words, line }: { words: string; line: string }) => (
  <>
    <p class="fine">{words}</p>
    <div class="code-line">
      <code>{line}</code>
      <CopyButton value={line} what={text.made.line} />
    </div>
  </>
);

/** A new key, for the only time, with the very line that uses it. It stays until somebody says that they have it. */
export const MadeKey = ({ made: { key, old }, kept }: { made: Made; kept: () => void }) => {
  const { product } = keyKind(key.kind);
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []); // it is new, and is read out
  return (
    <div class="panel made-key">
      <h2 ref={title} tabIndex={-1}>
        <bdi>{text.made.title(key.name)}</bdi>
      </h2>
      <ShownOnce secret={key.text} what={text.made.key} {...(key.shownAgain ? { told: text.made.again } : {})}>
        {old &&
          (old.until
            ? text.made.successor(old.name, clockTime(old.until))
            : old.until === null
              ? text.made.successorBeside(old.name)
              : text.made.successorNow(old.name))}
      </ShownOnce>
      {product ? (
        <BaseAddress of={product} />
      ) : key.kind === "publishable" ? (
        <Line
          words={text.made.where.publishable}
          line={`<script async src="${location.origin}/earshot.js" data-key="${key.text}"></script>`}
        />
      ) : (
        <>
          {key.scopes.includes("feedback:read") && (
            <Line
              words={text.made.where.curl}
              line={`curl -H "Authorization: Bearer ${key.text}" "${location.origin}/v1/feedback?limit=1"`}
            />
          )}
          <Line words={text.made.where.env} line={`EARSHOT_KEY=${key.text}`} />
        </>
      )}
      <div class="form-actions">
        <button type="button" class="button" onClick={kept}>
          {text.made.kept}
        </button>
      </div>
    </div>
  );
};
