import * as z from "zod/mini";
import { answerReplySchema, type ConversationReply } from "../shared/contract/conversation.ts";
import { LIMITS } from "../shared/contract/limits.ts";
import { ID_PATTERN } from "../shared/contract/routes.ts";
import { type CaptureGap, type Submission, submissionSchema } from "../shared/contract/submission.ts";
import { errorSite } from "./errors/site.ts";
import { partWishSchema } from "./part.ts";
import type { PlainDelivery, Problem } from "./problem.ts";
import type { OwnConversation } from "./replies/in-worker.ts";

/** A tab's picture, masked already, as it travels from the worker to the popup. */
export type Picture = { dataUrl: string; durationMs: number; gaps: CaptureGap[] };

/** How far a work of many steps has come. */
export type Progress = { done: number; of: number };

/**
 * Everything an extension page can ask of the worker. One entry a message: the question's schema, by which the worker
 * parses it at its door. A new message is an entry here and in `Replies`, and a handler in `background/index.ts`.
 */
export const questions = {
  /** A picture of what the tab shows. */
  "take-picture": z.strictObject({ tabId: z.int(), windowId: z.int() }),
  /** A picture of all of the tab's page, of what has to be scrolled to as well. Takes a second for each window of it. */
  "take-full-page": z.strictObject({ tabId: z.int(), windowId: z.int() }),
  /** Let the person choose a part of the tab's page. Answered as soon as they can; what comes of it stands in the session's storage, under the name that this gives. */
  "choose-part": partWishSchema,
  /** That part is no longer wanted. */
  "stop-part": z.strictObject({ visit: z.uuid() }),
  /** Keep this submission and send it by this connection. Asking again with the same id is safe: it is the idempotency key to the very end. */
  submit: z.strictObject({
    id: z.uuid(),
    connection: z.uuid(),
    submission: submissionSchema,
    /** The draft that it was: its form may be gone before it can be dropped there. */
    draft: z.optional(z.string()),
    /** What goes along: those files that are kept beside this draft. */
    files: z.optional(
      z.strictObject({
        draft: z.string(),
        each: z
          .array(z.strictObject({ name: z.string(), size: z.int(), type: z.string() }))
          .check(z.minLength(1), z.maxLength(LIMITS.attachments)),
      }),
    ),
  }),
  /** Back into the form with this submission, if only its files are on their way: it hears of it as an answer to `submit`. */
  "take-back": z.strictObject({ id: z.uuid() }),
  /** What went wrong in a tab's page: nothing, where its site was not switched on. */
  "page-errors": z.strictObject({ tabId: z.int() }),
  /** From now on a site's errors go along, if the browser allows it; or no more. Asking again is safe. */
  "switch-errors": z.strictObject({ site: errorSite, isOn: z.boolean() }),
  /** Send what is due, and see where everything stands. */
  flush: z.strictObject({}),
  /** Ask the servers what was replied. Asked when a person does something, never else. */
  conversations: z.strictObject({}),
  /** Answer the team, by the connection that the conversation was read by. `id` is the idempotency key: asking again is safe. */
  answer: z.strictObject({
    id: z.uuid(),
    connection: z.uuid(),
    conversation: z.string().check(z.regex(ID_PATTERN)),
    content: answerReplySchema.shape.content,
  }),
};

/** What the worker says to each: `news` any number of times, `answer` once, at the end. */
export type Replies = {
  "take-picture": { news: never; answer: Picture };
  "take-full-page": { news: Progress; answer: Picture };
  "choose-part": { news: never; answer: string };
  "stop-part": { news: never; answer: null };
  submit: { news: PlainDelivery; answer: null };
  "take-back": { news: never; answer: null };
  "page-errors": { news: never; answer: { logs: NonNullable<Submission["logs"]> } };
  "switch-errors": { news: never; answer: { isOn: boolean } };
  flush: { news: never; answer: null };
  conversations: { news: never; answer: { conversations: OwnConversation[] } };
  answer: { news: never; answer: ConversationReply };
};

export type Name = keyof typeof questions & keyof Replies;
export type Question<N extends Name> = z.output<(typeof questions)[N]>;
export type News<N extends Name> = Replies[N]["news"];
export type Answer<N extends Name> = Replies[N]["answer"];

/**
 * What the worker posts: `heard` at once, so that the asker knows it speaks to a living worker. A port that closes before
 * an `answer` or a `problem` means that the worker died.
 */
export type Post<N extends Name> = { heard: true } | { news: News<N> } | { answer: Answer<N> } | { problem: Problem };

/** Both ends of a conversation, as far as we use the browser's `Port`: one conversation is one port, named after its message. */
export type Port = {
  name: string;
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
  sender?: { id?: string | undefined; url?: string | undefined } | undefined;
};
