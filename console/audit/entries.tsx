import type { AuditEntryAnswer } from "../../shared/contract/audit.ts";
import { clockTime } from "../format/clock-time.ts";
import { actionInWords } from "./actions.ts";
import { detailsOf, type Names, subjectOf, whoDid } from "./names.ts";
import { text } from "./text.ts";

const { when, who, what, details } = text.column;

const Entry = ({ entry, names }: { entry: AuditEntryAnswer; names: Names }) => {
  const { name, isRemoved } = whoDid(entry, names);
  const { words, href } = subjectOf(entry, names);
  const more = detailsOf(entry);
  return (
    <tr>
      <td data-label={when} class="audit-when">
        <time dateTime={entry.at}>{clockTime(entry.at)}</time>
      </td>
      <td data-label={who}>
        <bdi>{name}</bdi> {isRemoved && <span class="fine">({text.removed})</span>}
      </td>
      <td data-label={what}>{actionInWords(entry.action)}</td>
      <td data-label={details} class="audit-details">
        <bdi>{href === undefined ? words : <a href={href}>{words}</a>}</bdi>
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
export const Entries = ({ entries, names }: { entries: readonly AuditEntryAnswer[]; names: Names }) => (
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
          <Entry key={entry.id} entry={entry} names={names} />
        ))}
      </tbody>
    </table>
  </div>
);
