import { LIMITS } from "../../shared/contract/limits.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import { type NumberedPage, readNumberedPage, type WantedPage } from "../paging.ts";
import { Problem } from "../problems.ts";
import type { StoredCustomer } from "../store/customers.ts";
import type { FeedbackReader } from "../store/feedback.ts";
import type { StoredReply } from "../store/replies.ts";
import type { Store } from "../store/store.ts";
import { exportPages } from "./export-stream.ts";
import { filterOf } from "./filter.ts";
import { feedbackFromStored } from "./from-stored.ts";

type Stored = { store: Pick<Store, "feedback" | "customers" | "replies"> };

/** Which conversations, as a list or an export is narrowed. */
type Narrowed = Parameters<typeof exportPages>[2];

/** A feedback with the person it is from, and how much was said after it. The team's notes are no part of a conversation. */
export type Conversation = { feedback: Feedback; customer: StoredCustomer | undefined; replyCount: number };

/** The same with what was said, oldest first. */
export type Transcript = Conversation & { replies: StoredReply[] };

const conversationsOf = async (
  { store }: Stored,
  reader: FeedbackReader,
  feedback: Feedback[],
): Promise<Conversation[]> => {
  const ids = feedback.map(({ id }) => id);
  const customerIds = new Set(feedback.flatMap(({ customerId }) => customerId ?? []));
  const [counts, customers] = await Promise.all([
    store.replies.countPublic(reader, ids),
    store.customers.findAll(reader, [...customerIds]),
  ]);
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  return feedback.map((one) => ({
    feedback: one,
    customer: byId.get(one.customerId ?? ""),
    replyCount: counts.get(one.id) ?? 0,
  }));
};

const transcriptOf = async (
  { store }: Stored,
  reader: FeedbackReader,
  conversation: Conversation,
): Promise<Transcript> => {
  const replies: StoredReply[] = [];
  let after: string | undefined;
  for (let isMore = conversation.replyCount > 0; isMore; ) {
    const page = (await store.replies.list(reader, conversation.feedback.id, { limit: LIMITS.listMost, after })) ?? [];
    replies.push(...page.filter(({ visibility }) => visibility === "public"));
    isMore = page.length === LIMITS.listMost;
    after = page.at(-1)?.id;
  }
  return { ...conversation, replies };
};

/** One page of conversations, newest first. @throws Problem `invalid_query` */
export const listConversations = async (
  services: Stored,
  reader: FeedbackReader,
  narrowed: Narrowed,
  page: WantedPage,
): Promise<NumberedPage<Conversation>> => {
  const { feedback } = services.store;
  const filter = filterOf(narrowed);
  const found = await readNumberedPage(reader, page, {
    count: () => feedback.count(reader, filter),
    idAt: (place) => feedback.idAt(reader, filter, place),
    read: ({ limit, after }) => feedback.list(reader, { ...filter, limit, before: after }),
  });
  return { ...found, data: await conversationsOf(services, reader, found.data.map(feedbackFromStored)) };
};

/** One conversation with all that was said. @throws Problem `not_found` */
export const findTranscript = async (services: Stored, reader: FeedbackReader, id: string): Promise<Transcript> => {
  const stored = await services.store.feedback.find(reader, id);
  const [found] = stored ? await conversationsOf(services, reader, [feedbackFromStored(stored)]) : [];
  if (!found) throw new Problem("not_found", { what: "conversation" });
  return transcriptOf(services, reader, found);
};

/** All that a query asks for, in the shape of an export, one by one: only one of them is in memory with all that was said. */
export async function* exportTranscripts<Shape>(
  services: Stored,
  reader: FeedbackReader,
  narrowed: Narrowed,
  shaped: (transcript: Transcript) => Shape,
): AsyncGenerator<Shape[]> {
  for await (const page of exportPages(services, reader, narrowed))
    for (const conversation of await conversationsOf(services, reader, page))
      yield [shaped(await transcriptOf(services, reader, conversation))];
}
