import * as z from "zod/mini";
import { parseJson } from "../../json/parse-json.ts";
import type { Ask } from "../ask-source.ts";
import type { Found, FoundReply, Source, SourceList } from "../source.ts";
import { isCategory } from "./is-category.ts";
import { orNone } from "./or-none.ts";

const text = z.string();
const number = orNone(z.int());
const pageSchema = z.object({
  data: z.object({
    items: z.array(z.unknown()),
    page: number,
    pages: number,
    total: number,
    size: number,
    next_page: number,
    // Where Earshot answers in its place: with it each item is met once, whatever arrives meanwhile.
    next_cursor: z.nullish(text),
  }),
});

const contactSchema = z.object({
  id: text,
  created_at: orNone(text),
  last_seen: orNone(text),
  first_name: orNone(text),
  last_name: orNone(text),
  email: orNone(text),
});

const conversationSchema = z.object({
  id: text,
  first_message: orNone(text),
  created_at: text,
  updated_at: orNone(text),
  intent_name: orNone(text),
  attributes: orNone(text),
  contact_first_name: orNone(text),
  contact_last_name: orNone(text),
  summary: orNone(text),
});

const messageSchema = z.object({ sender_type: text, text, created_at: text });
const transcriptSchema = z.object({
  data: z.object({ contact_email: orNone(text), transcript: z.array(z.unknown()) }),
});

/** A place is the number of a page, or a cursor. */
const page = async (
  ask: Ask,
  path: string,
  cursor: string | null,
  narrowed: Record<string, string> = {},
): ReturnType<SourceList["page"]> => {
  const [, asked, at] = /^(?:page (\d+)|at (.*))$/s.exec(cursor ?? "") ?? [];
  const { data } = pageSchema.parse(
    await ask.json({ path, query: { ...narrowed, size: 100, page: asked, cursor: at } }),
  );
  const { items, total, size, next_page, next_cursor } = data;
  if (next_cursor) return { items, next: `at ${next_cursor}` };
  const pages = data.pages ?? (total && size ? Math.ceil(total / size) : 0);
  const page = data.page ?? Number(asked ?? 1);
  const next = next_page ?? (at === undefined && page < pages ? page + 1 : undefined);
  return { items, next: next ? `page ${next}` : null };
};

/** What an integration of theirs noted beside it. */
const metadataOf = (attributes: string | null | undefined): unknown => {
  try {
    return attributes ? parseJson(Buffer.from(attributes)).value : null;
  } catch {
    return null;
  }
};

/** All days that there are: its list wants to know between which. */
const ALWAYS = { date_from: "2000-01-01", date_to: "2099-12-31" };
const ID = /^[\w-]{1,64}$/;

/** What was said, oldest first; the first of it is the conversation's own beginning. */
const complete = async (ask: Ask, found: Found): Promise<Found> => {
  if (found.kind !== "feedback") return found;
  if (!ID.test(found.id))
    return { ...found, lacks: ["its id is none, so what was said after it could not be asked for"] };
  const { data } = transcriptSchema.parse(await ask.json({ path: `/api/v1/conversation/${found.id}` }));
  const said = data.transcript.flatMap((message): FoundReply[] => {
    const parsed = messageSchema.safeParse(message);
    if (!parsed.success) return [];
    const { sender_type, text: content, created_at: createdAt } = parsed.data;
    return [{ from: sender_type === "user" ? "customer" : "team", content, createdAt }];
  });
  const [first] = said;
  const replies = first?.from === "customer" && first.content === found.submission.content ? said.slice(1) : said;
  return { ...found, submission: { ...found.submission, customerEmail: data.contact_email }, replies };
};

/** People with an address, and conversations with what was said in them. */
export const insighto: Source = {
  name: "insighto",
  title: "Insighto",
  address: "https://api.insighto.ai",
  keyPrefix: "in-",
  keyPlace: { in: "query", name: "api_key" },
  lists: [
    {
      name: "contacts",
      page: (ask, cursor) => page(ask, "/api/v1/contact", cursor),
      read(item) {
        const { id, created_at, last_seen, first_name, last_name, email } = contactSchema.parse(item);
        return {
          kind: "person",
          id,
          createdAt: created_at ?? last_seen,
          email,
          firstName: first_name,
          lastName: last_name,
        };
      },
    },
    {
      name: "conversations",
      page: (ask, cursor) => page(ask, "/api/v1/conversation", cursor, ALWAYS),
      read(item) {
        const conversation = conversationSchema.parse(item);
        const { intent_name: intent, contact_first_name, contact_last_name } = conversation;
        const isOurs = isCategory(intent);
        return {
          kind: "feedback",
          id: conversation.id,
          createdAt: conversation.created_at,
          updatedAt: conversation.updated_at,
          submission: {
            content: conversation.first_message ?? conversation.summary,
            category: isOurs ? intent : null,
            tags: intent && !isOurs ? [intent] : [],
            customerName: [contact_first_name, contact_last_name].filter(Boolean).join(" "),
            metadata: metadataOf(conversation.attributes),
          },
        };
      },
      complete,
    },
  ],
};
