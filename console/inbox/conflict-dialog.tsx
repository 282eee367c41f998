import { useEffect, useState } from "preact/hooks";
import type { AuditList } from "../../shared/contract/audit.ts";
import { mayDo } from "../../shared/contract/may-do.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useConsole } from "../room.tsx";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { conflict as text } from "./conflict-text.ts";
import type { Conflict } from "./send-changes.ts";
import type { Names } from "./use-names.ts";

type ConflictDialogProps = {
  conflicts: readonly Conflict[];
  names: Names;
  settle: (keep: "mine" | "theirs") => void;
};

/** So many are told one by one. */
const MOST_TOLD = 5;
/** Of each, as much as could stand in a line. */
const MOST_OF_TEXT = 120;

/** Who changed each of them last, by its id, for those who may read that. */
const useWho = (conflicts: readonly Conflict[]): ReadonlyMap<string, string> => {
  const { api, session } = useConsole();
  const [who, setWho] = useState<ReadonlyMap<string, string>>(new Map());
  const may = mayDo(session.member.right, "readAudit");
  useEffect(() => {
    if (!may) return;
    const end = new AbortController();
    api.ask<AuditList>(ROUTES.audit, { query: { action: "feedback.updated", limit: 50 }, signal: end.signal }).then(
      ({ data }) => {
        const byOthers = data.filter(({ actor }) => actor.id !== session.member.id);
        const last = conflicts.flatMap(({ theirs: { id } }): [string, string][] => {
          const entry = byOthers.find(({ subject }) => subject.id === id);
          return entry ? [[id, entry.actor.id]] : [];
        });
        if (!end.signal.aborted) setWho(new Map(last));
      },
      () => undefined, // the names are a courtesy: without them the rest is still true
    );
    return () => end.abort();
  }, [api, conflicts, may, session.member.id]);
  return who;
};

/** Another member changed the same thing, of one or of many: what they made of it, and whose is to stay. */
export const ConflictDialog = ({ conflicts, names, settle }: ConflictDialogProps) => {
  const who = useWho(conflicts);
  const [keep, setKeep] = useState<"mine" | "theirs">("theirs");
  const tell = ({ before, theirs, mine }: Conflict): string => {
    const id = who.get(theirs.id);
    const name = (id !== undefined && names.memberName(id)) || text.somebody;
    if (mine.status !== undefined && theirs.status !== before.status) return text.status(name, theirs.status);
    if (mine.assignee === undefined || theirs.assignee === before.assignee) return text.other(name);
    return text.assignee(name, theirs.assignee === null ? undefined : (names.memberName(theirs.assignee) ?? "…"));
  };
  const choose = (which: "mine" | "theirs") => (event: MouseEvent) => {
    setKeep(which);
    closeDialogOf(event.currentTarget);
    settle(which);
  };
  const [first] = conflicts;
  const rest = conflicts.length - MOST_TOLD;
  return (
    <Dialog title={text.title} closed={() => settle(keep)}>
      <div class="form">
        <p role="alert">
          <bdi>{conflicts.length === 1 && first ? tell(first) : text.many(conflicts.length)}</bdi>
        </p>
        <ul class="at-odds">
          {conflicts.slice(0, MOST_TOLD).map((conflict) => (
            <li key={conflict.theirs.id}>
              <bdi class="fine">{conflict.theirs.content.slice(0, MOST_OF_TEXT)}</bdi>
              {conflicts.length > 1 && <bdi>{tell(conflict)}</bdi>}
            </li>
          ))}
          {rest > 0 && <li>{text.rest(rest)}</li>}
        </ul>
        <div class="form-actions">
          <button type="button" class="button primary" onClick={choose("mine")}>
            {text.mine}
          </button>
          <button type="button" class="button" onClick={choose("theirs")}>
            {text.theirs}
          </button>
        </div>
      </div>
    </Dialog>
  );
};
