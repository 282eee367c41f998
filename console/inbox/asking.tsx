import { STATUSES, type Status } from "../../shared/contract/enumerations.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import { personName } from "../format/person.ts";
import { TEXT } from "../text.ts";
import { Confirm } from "../ui/confirm.tsx";
import { Palette } from "./palette.tsx";
import { StatusMark } from "./status-mark.tsx";
import type { Names } from "./use-names.ts";
import type { Work } from "./use-work.ts";
import { work as text } from "./work-text.ts";

/** What is asked of a member before something is changed. */
export type Question = "status" | "assignee" | "tags" | "duplicate" | "remove";

type AskingProps = {
  question: Question;
  /** What it is asked about: one, or those that are chosen. */
  records: readonly Feedback[];
  /** Which others there are: for tags to suggest, and what it may say the same as. */
  all: readonly Feedback[];
  names: Names;
  work: Work;
  /** Changes them, and goes on where they leave the list. */
  setStatus: (records: readonly Feedback[], status: Status) => void;
  /** After they are gone. */
  removed: (records: readonly Feedback[]) => void;
  closed: () => void;
};

/** Tags by how often they are used, the most used first. */
export const usedTags = (records: readonly Feedback[]): string[] => {
  const counts = new Map<string, number>();
  for (const { tags } of records) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([tag]) => tag);
};

const inAll = (records: readonly Feedback[]): string[] =>
  (records[0]?.tags ?? []).filter((tag) => records.every(({ tags }) => tags.includes(tag)));

const asChoice = (value: string) => ({ value, label: value });
const SHOWN_OF_TEXT = 90;

/** The palette or the dialog for one question. */
export const Asking = ({ question, records, all, names, work, setStatus, removed, closed }: AskingProps) => {
  const [first] = records;
  if (!first) return null;
  const count = records.length;
  const isSame = <Value,>(of: (record: Feedback) => Value) => records.every((record) => of(record) === of(first));

  if (question === "status")
    return (
      <Palette
        title={text.ask.status}
        choices={STATUSES.map((value) => ({
          value,
          label: TEXT.status(value),
          sign: <StatusMark status={value} sign />,
        }))}
        chosen={isSame(({ status }) => status) ? [first.status] : []}
        done={([status]) => setStatus(records, status as Status)}
        closed={closed}
      />
    );
  if (question === "assignee")
    return (
      <Palette
        title={text.ask.assignee}
        choices={[
          { value: "", label: text.filters.nobody },
          ...names.members.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        chosen={isSame(({ assignee }) => assignee) ? [first.assignee ?? ""] : []}
        done={([id = ""]) =>
          work.change(
            records,
            () => ({ assignee: id || null }),
            text.told.assigned(id ? (names.memberName(id) ?? id) : undefined, count),
          )
        }
        closed={closed}
      />
    );
  if (question === "tags") {
    const before = inAll(records);
    return (
      <Palette
        title={text.ask.tags}
        many
        choices={[...new Set([...before, ...usedTags([...records, ...all])])].map(asChoice)}
        chosen={before}
        create={(written) => ({ value: written, label: text.palette.add(written) })}
        done={(tags) => {
          const added = tags.filter((tag) => !before.includes(tag));
          const gone = before.filter((tag) => !tags.includes(tag));
          if (added.length + gone.length === 0) return;
          work.change(
            records,
            (record) => ({ tags: [...new Set([...record.tags, ...added])].filter((tag) => !gone.includes(tag)) }),
            text.told.tagged(count),
          );
        }}
        closed={closed}
      />
    );
  }
  if (question === "duplicate")
    return (
      <Palette
        title={text.ask.duplicate}
        choices={[
          ...(first.duplicateOf ? [{ value: "", label: text.ask.duplicateNone }] : []),
          ...all
            .filter(
              ({ id, app, duplicateOf }) => app === first.app && !duplicateOf && !records.some((one) => one.id === id),
            )
            .slice(0, 200)
            .map((record) => ({
              value: record.id,
              label: `${record.content.slice(0, SHOWN_OF_TEXT)} · ${personName(record)}`,
            })),
        ]}
        chosen={first.duplicateOf ? [first.duplicateOf] : []}
        done={([id = ""]) =>
          work.change(records, () => ({ duplicateOf: id || null }), id ? text.told.duplicate : text.told.notDuplicate)
        }
        closed={closed}
      />
    );
  return (
    <Confirm
      title={text.ask.removeTitle(count)}
      action={text.ask.removeAction(count)}
      run={async () => {
        await work.remove(records);
        removed(records);
      }}
      closed={closed}
    >
      {count === 1 && (
        <blockquote class="quote" dir="auto">
          {first.content.slice(0, 2 * SHOWN_OF_TEXT)}
        </blockquote>
      )}
      <p>{text.ask.removeText}</p>
    </Confirm>
  );
};
