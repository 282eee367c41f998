import type { AuditEntryAnswer } from "../../shared/contract/audit.ts";
import { clockTime } from "../format/clock-time.ts";
import { Icon } from "../ui/icon.tsx";
import { actionInWords } from "./actions.ts";
import { detailsOf, goneIn, type Names, subjectOf, whoDid } from "./names.ts";
import { text } from "./text.ts";

const { when, who, what, details } = text.column;

type EntryProps = {
  entry: AuditEntryAnswer;
  names: Names;
  /** Ids of what is no longer there. */
  gone: ReadonlySet<string>;
};

const Entry = ({ entry, names, gone }: EntryProps) => {
  const { name, isRemoved } = whoDid(entry, names);
  const { words, href } = subjectOf(entry, names);
  const more = detailsOf(entry).replace(/\b[0-9a-f]{24}\b/g, text.unknown);
  return (
    <tr>
      <td data-label={when} class="audit-when">
        <time dateTime={entry.at}>{clockTime(entry.at)}</time>
      </td>
      <td data-label={who} class="audit-who">
        {entry.actor.type === "key" && (
          <>
            <Icon name="keys" size={16} />
            <span class="hidden">{text.subject.key}</span>{" "}
          </>
        )}
        <bdi>{name}</bdi> {isRemoved && <span class="fine">({text.removed})</span>}
      </td>
      <td data-label={what}>{actionInWords(entry.action)}</td>
      <td data-label={details} class="audit-details">
        <bdi>{href === undefined || gone.has(entry.subject.id) ? words : <a href={href}>{words}</a>}</bdi>
        {more !== "" && (
          <>
            {" · "}
            <bdi>{more}</bdi>
          </>
        )}
      </td>
    </tr>
  );
};

/** Who did what, as a table. */
export const Entries = ({ entries, names }: { entries: readonly AuditEntryAnswer[]; names: Names }) => {
  const gone = goneIn(entries);
  return (
    <div class="table-frame">
      <table class="table">
        <thead>
          <tr>
            {[when, who, what, details].map((words) => (
              <th key={words} scope="col">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} names={names} gone={gone} />
          ))}
        </tbody>
      </table>
    </div>
  );
};
