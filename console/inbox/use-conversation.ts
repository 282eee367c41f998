import { useEffect } from "preact/hooks";
import type { Feedback } from "../../shared/contract/record.ts";
import type { Reply } from "../../shared/contract/reply.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { EarshotError } from "../../shared/errors.ts";
import { type Asked, useAsked, useDoing } from "../ask.ts";
import { useDraft } from "../draft.ts";
import type { Heard } from "../live.ts";
import { useConsole } from "../room.tsx";

export type Mode = "reply" | "note";
const VISIBILITY = { reply: "public", note: "internal" } as const;

/** What was said about a record, kept true while it is open. */
export const useConversation = ({ id, updatedAt }: Feedback): [Asked<Reply[]>, again: () => Promise<void>] => {
  const { api, live } = useConsole();
  const [asked, again] = useAsked(
    (signal) => api.all<Reply>(ROUTES.feedbackReplies, { path: { id }, signal }),
    [api, id],
  );
  useEffect(() => {
    const heard = (one: Heard & { feedback?: string | null }) => {
      if (one.type === "reply.created" && (one.feedback ?? one.subject) === id) void again();
    };
    return live.listen({ heard });
  }, [live, id, again]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state of the record may come with a reply
  useEffect(() => {
    if (!live.isOpen()) void again();
  }, [updatedAt]);
  return [asked, again];
};

/** What is being written: kept as a draft, sent once. */
export const useWriting = (id: string, mode: Mode, known: readonly Reply[], again: () => Promise<void>) => {
  const { api, session } = useConsole();
  const [content, write] = useDraft(`${mode}/${id}`);
  /** What was sent and answered by nothing, behind how often it had been said before: it may be there. */
  const [unsure, setUnsure] = useDraft(`${mode}-unsure/${id}`);
  const doing = useDoing();
  const visibility = VISIBILITY[mode];
  const path = { id };

  const timesSaid = (replies: readonly Reply[], said: string): number =>
    replies.filter(
      (one) => one.author.id === session.member.id && one.content === said && one.visibility === visibility,
    ).length;
  const isThere = async (said: string): Promise<boolean> => {
    const [, before, lost] = /^(\d+):(.*)$/s.exec(unsure) ?? [];
    if (lost !== said) return false;
    return timesSaid(await api.all<Reply>(ROUTES.feedbackReplies, { path }), said) > Number(before);
  };
  /** @returns `sent`, or `there` when an earlier try had arrived after all. */
  const send = async (): Promise<"sent" | "there" | undefined> => {
    let outcome: "sent" | "there" = "sent";
    const said = content.trim();
    if (said === "") return undefined;
    const before = timesSaid(known, said);
    const isDone = await doing.run(async () => {
      if (await isThere(said)) outcome = "there";
      else
        try {
          await api.ask<Reply>(ROUTES.feedbackReplies, { method: "POST", path, body: { content: said, visibility } });
        } catch (error) {
          // A refusal changed nothing. No answer may be an answer that was lost.
          if (error instanceof EarshotError && (error.status === undefined || error.status >= 500))
            setUnsure(`${before}:${said}`);
          throw error;
        }
      setUnsure("");
      write("");
      await again();
    });
    return isDone ? outcome : undefined;
  };
  return { content, write, send, doing };
};
