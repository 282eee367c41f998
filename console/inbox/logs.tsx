import { useState } from "preact/hooks";
import { LOG_LEVELS, type LogLevel } from "../../shared/contract/enumerations.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import { TEXT } from "../text.ts";
import { recordText } from "./record-text.ts";
import { text as inboxText } from "./text.ts";

const text = recordText.logs;
/** Fewer lines than this are read faster than filtered. */
const MANY = 8;

/** What the page wrote to its console before the feedback. Folded: it is long, and rarely the point. */
export const Logs = ({ logs }: { logs: NonNullable<Feedback["logs"]> }) => {
  const [level, setLevel] = useState<LogLevel | "">("");
  const [written, setWritten] = useState("");
  const wanted = written.trim().toLowerCase();
  const shown = logs.filter(
    (log) => (level === "" || log.level === level) && log.message.toLowerCase().includes(wanted),
  );
  return (
    <details class="logs">
      <summary>
        <h3>{inboxText.detail.logs}</h3>
        <span class="fine">{inboxText.detail.logCount(logs.length)}</span>
      </summary>
      {logs.length >= MANY && (
        <div class="log-find">
          <select
            class="select"
            aria-label={text.level}
            value={level}
            onChange={({ currentTarget }) => setLevel(currentTarget.value as LogLevel | "")}
          >
            <option value="">{text.all}</option>
            {LOG_LEVELS.map((one) => (
              <option key={one} value={one}>
                {TEXT.logLevel(one)}
              </option>
            ))}
          </select>
          <input
            type="search"
            class="input"
            aria-label={text.search}
            placeholder={text.search}
            value={written}
            onInput={({ currentTarget }) => setWritten(currentTarget.value)}
          />
          <span class="hidden" role="status">
            {inboxText.detail.logCount(shown.length)}
          </span>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard */}
      <section class="log-lines" aria-label={inboxText.detail.logs} tabIndex={0}>
        {shown.length === 0 && <p class="log fine">{text.none}</p>}
        <ol>
          {shown.map(({ level, message, at }, index) => (
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
};
