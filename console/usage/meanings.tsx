import { useEffect, useRef } from "preact/hooks";
import { meaningOf } from "./refusals.ts";
import { text } from "./text.ts";

/** A sentence with code in it, as `between backticks`. */
const Sentence = ({ words }: { words: string }) => (
  <>{words.split("`").map((part, index) => (index % 2 ? <code key={part}>{part}</code> : part))}</>
);

const Meaning = ({ code, count, isAsked }: { code: string; count: number; isAsked: boolean }) => {
  const summary = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isAsked || !summary.current) return;
    (summary.current.parentElement as HTMLDetailsElement).open = true;
    summary.current.focus();
    summary.current.scrollIntoView({ block: "nearest" });
  }, [isAsked]);
  const meaning = meaningOf(code);
  return (
    <details class="usage-meaning">
      <summary ref={summary}>
        <code>{code}</code> <span class="fine">{text.times(text.number(count))}</span>
      </summary>
      {meaning ? (
        <div class="prose">
          <p>
            <strong>{text.means}</strong> <Sentence words={meaning[0]} />
          </p>
          <p>
            <strong>{text.todo}</strong> <Sentence words={meaning[1]} />
          </p>
        </div>
      ) : (
        <p>{text.newCode}</p>
      )}
    </details>
  );
};

/** What each code that came means, and what to do about it; the one that the address names is open. */
export const Meanings = ({ codes, asked }: { codes: ReadonlyMap<string, number>; asked: string | null }) => (
  <section class="panel" aria-label={text.refusals.explain}>
    <h2>{text.refusals.explain}</h2>
    {[...codes].map(([code, count]) => (
      <Meaning key={code} code={code} count={count} isAsked={code === asked} />
    ))}
  </section>
);
