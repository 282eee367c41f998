import type { Feedback } from "../../shared/contract/record.ts";
import { Icon } from "../ui/icon.tsx";
import type { Question } from "./asking.tsx";
import { asMarkdown } from "./markdown.ts";
import { Menu } from "./menu.tsx";
import { StatusMark } from "./status-mark.tsx";
import type { Names } from "./use-names.ts";
import { linkTo } from "./use-selection.ts";
import { work } from "./work-text.ts";

export type RecordWork = {
  mayWork: boolean;
  mayDelete: boolean;
  names: Names;
  ask: (question: Question) => void;
  archive: () => void;
  tell: (text: string) => void;
  /** Says that the open one says the same as this. */
  same: (original: Pick<Feedback, "id">) => void;
};

const text = work.actions;

/** What can be done with the open record; who may not work on feedback sees where it stands. */
export const WorkBar = ({
  record,
  mayWork,
  mayDelete,
  names,
  ask,
  archive,
  tell,
}: RecordWork & { record: Feedback }) => {
  const assignee = record.assignee === null ? undefined : (names.memberName(record.assignee) ?? "…");
  const copy = async (value: string) => {
    try {
      await navigator.clipboard.writeText(value);
      tell(text.copied);
    } catch {
      tell(text.copyFailed); // plain http, other than localhost
    }
  };
  const link = new URL(linkTo(record.id), location.href).href;
  return (
    <div class="work-bar" role="toolbar" aria-label={text.label}>
      {mayWork ? (
        <>
          <button
            type="button"
            class="button"
            aria-haspopup="dialog"
            aria-keyshortcuts="s"
            onClick={() => ask("status")}
          >
            <StatusMark status={record.status} />
            <span class="hidden">, {work.ask.status}</span>
          </button>
          <button
            type="button"
            class="button"
            aria-haspopup="dialog"
            aria-keyshortcuts="a"
            onClick={() => ask("assignee")}
          >
            <Icon name="account" size={16} />
            <bdi class="work-name">{assignee ?? text.assign}</bdi>
            {assignee !== undefined && <span class="hidden">, {work.ask.assignee}</span>}
          </button>
          <button type="button" class="button" aria-haspopup="dialog" aria-keyshortcuts="t" onClick={() => ask("tags")}>
            {text.tags}
          </button>
          {/* The second press of a double click would archive the next one, which stands here by then. */}
          <button type="button" class="button" aria-keyshortcuts="e" onClick={({ detail }) => detail < 2 && archive()}>
            {record.status === "archived" ? text.unarchive : text.archive}
          </button>
        </>
      ) : (
        <>
          <StatusMark status={record.status} />
          {assignee !== undefined && (
            <span class="fine work-name">
              {work.filters.assignee}: <bdi>{assignee}</bdi>
            </span>
          )}
        </>
      )}
      <Menu label={text.more}>
        {(close) => {
          const item = (name: string, act: () => void, isDangerous = false) => (
            <li>
              <button
                type="button"
                class={isDangerous ? "danger" : ""}
                onClick={() => {
                  close();
                  act();
                }}
              >
                {name}
              </button>
            </li>
          );
          return (
            <>
              {item(text.copy, () => void copy(asMarkdown(record, link)))}
              {item(text.copyLink, () => void copy(link))}
              {mayWork && item(text.duplicate, () => ask("duplicate"))}
              {mayDelete && item(text.remove, () => ask("remove"), true)}
            </>
          );
        }}
      </Menu>
    </div>
  );
};
