import { useEffect, useState } from "preact/hooks";
import type { AuditList } from "../../shared/contract/audit.ts";
import { mayDo } from "../../shared/contract/may-do.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useConsole } from "../room.tsx";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import type { Conflict } from "./send-changes.ts";
import type { Names } from "./use-names.ts";
import { work } from "./work-text.ts";

type ConflictDialogProps = { conflict: Conflict; names: Names; settle: (keep: "mine" | "theirs") => void };

/** Who changed it last, for those who may read that. */
const useWho = (id: string, names: Names): string => {
  const { api, session } = useConsole();
  const [who, setWho] = useState<string>();
  const may = mayDo(session.member.right, "readAudit");
  useEffect(() => {
    if (!may) return;
    const end = new AbortController();
    api.ask<AuditList>(ROUTES.audit, { query: { action: "feedback.updated", limit: 50 }, signal: end.signal }).then(
      ({ data }) => {
        const entry = data.find(({ subject, actor }) => subject.id === id && actor.id !== session.member.id);
        if (!end.signal.aborted) setWho(entry?.actor.id);
      },
      () => undefined, // the name is a courtesy: without it the rest is still true
    );
    return () => end.abort();
  }, [api, id, may, session.member.id]);
  return (who !== undefined && names.memberName(who)) || work.conflict.somebody;
};

/** Another member changed the same thing: what they made of it, and whose is to stay. */
export const ConflictDialog = ({ conflict: { before, theirs, mine }, names, settle }: ConflictDialogProps) => {
  const text = work.conflict;
  const who = useWho(theirs.id, names);
  const [keep, setKeep] = useState<"mine" | "theirs">("theirs");
  const told =
    mine.status !== undefined && theirs.status !== before.status
      ? text.status(who, theirs.status)
      : mine.assignee !== undefined && theirs.assignee !== before.assignee
        ? text.assignee(who, theirs.assignee === null ? undefined : (names.memberName(theirs.assignee) ?? "…"))
        : text.other(who);
  const choose = (which: "mine" | "theirs") => (event: MouseEvent) => {
    setKeep(which);
    closeDialogOf(event.currentTarget);
    settle(which);
  };
  return (
    <Dialog title={text.title} closed={() => settle(keep)}>
      <p role="alert">
        <bdi>{told}</bdi>
      </p>
      <div class="form-actions">
        <button type="button" class="button primary" onClick={choose("mine")}>
          {text.mine}
        </button>
        <button type="button" class="button" onClick={choose("theirs")}>
          {text.theirs}
        </button>
      </div>
    </Dialog>
  );
};
