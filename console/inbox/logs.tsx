import type { Feedback } from "../../shared/contract/record.ts";
import { TEXT } from "../text.ts";
import { text as inboxText } from "./text.ts";

/** What the page wrote to its console before the feedback. Folded: it is long, and rarely the point. */
export const Logs = ({ logs }: { logs: NonNullable<Feedback["logs"]> }) => (
  <details class="logs">
    <summary>
      <h3>{inboxText.detail.logs}</h3>
      <span class="fine">{inboxText.detail.logCount(logs.length)}</span>
    </summary>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard */}
    <section class="log-lines" aria-label={inboxText.detail.logs} tabIndex={0}>
      <ol>
        {logs.map(({ level, message, at }, index) => (
          <li key={index} class={`log log-${level}`}>
            <time dateTime={at} title={at}>
              {at.slice(11, 19)}
            </time>
            <span class="log-level">{TEXT.logLevel(level)}</span>
            <bdi class="log-message">{message}</bdi>
          </li>
        ))}
      </ol>
    </section>
  </details>
);
