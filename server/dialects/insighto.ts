import * as z from "zod/mini";
import { ERROR_STATUS } from "../../shared/contract/errors.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { pageQuery, wholeNumberTo } from "../../shared/contract/page-query.ts";
import { customerEmailSchema } from "../../shared/contract/submission.ts";
import {
  type Conversation,
  exportTranscripts,
  findTranscript,
  listConversations,
  type Transcript,
} from "../feedback/conversations.ts";
import { csvFormat } from "../feedback/csv.ts";
import { addPerson, findPerson, listPeople } from "../feedback/people.ts";
import { jsonFormat, streamOf } from "../feedback/stream-of.ts";
import type { KeyProfile } from "../keys/key-profiles.ts";
import type { NumberedPage } from "../paging.ts";
import { actorOf } from "../policy/access.ts";
import { apiKey, requireScope } from "../policy/api-key.ts";
import { bodyLimit } from "../policy/body-limit.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import { keyRateLimit } from "../policy/rate-limit.ts";
import { headersOfProblem } from "../problems.ts";
import type { Route } from "../route.ts";
import { REFUSED_BODY } from "../routes/refused.ts";
import type { PolicyContext, Services } from "../services.ts";
import { type Dialect, validationDetail } from "./dialect.ts";

const ROLES = {
  "read-only": ["feedback:read"],
  "full-access": ["feedback:read", "feedback:update"],
} as const satisfies KeyProfile["roles"];

const PERSONAL: KeyProfile = {
  dialect: "insighto",
  kind: "insighto-personal",
  prefix: "in-",
  place: { in: "query", name: "api_key" },
  isPlain: true,
  isPersonal: true,
  roles: ROLES,
  scopes: ROLES["full-access"],
  inPages: false,
  submissions: { per: "key", rate: "secretKey" },
};

const DAY = 24 * 3_600_000;

const NAME_MOST = Math.floor((LIMITS.customerName - 1) / 2);
const namePart = z.optional(
  z.nullable(
    z
      .string()
      .check(z.trim(), z.maxLength(NAME_MOST), z.regex(/^\P{Cc}*$/u, "must be one line without control characters")),
  ),
);
const newContactSchema = z.strictObject({ first_name: namePart, last_name: namePart, email: customerEmailSchema });
type NewContact = z.output<typeof newContactSchema>;

/** Pages by their number as the product has them; `cursor` is ours: with it each is met once, whatever arrives meanwhile. */
const { limit: size, cursor } = pageQuery;
const numbered = { page: z.optional(wholeNumberTo(1_000_000)), size, cursor };
/** Which conversations. An assistant, there, is an app here; voice there is none. */
const narrowing = {
  date_from: z.optional(z.iso.date()),
  date_to: z.optional(z.iso.date()),
  assistant_id: z.optional(z.string().check(z.maxLength(64))),
  includes_voice: z.optional(z.enum(["true", "false"])),
};
const contactQuerySchema = z.strictObject(numbered);
const conversationQuerySchema = z.strictObject({ ...numbered, ...narrowing });
type Narrowing = Pick<z.output<typeof conversationQuerySchema>, keyof typeof narrowing>;
const exportQuerySchema = z.strictObject({ ...narrowing, format: z._default(z.enum(["json", "csv"]), "json") });

const paged = <Row, Item>({ data, nextCursor, ...numbers }: NumberedPage<Row>, itemOf: (row: Row) => Item) => ({
  data: { items: data.map(itemOf), ...numbers, next_cursor: nextCursor },
});

type Customer = NonNullable<Conversation["customer"]>;

/** Where the name was never said in parts, its first word is the first name. */
const namesOf = ({ name, givenName }: Pick<Customer, "name" | "givenName">) => {
  const first = givenName ?? name?.split(" ", 1)[0] ?? "";
  return { first: first || undefined, last: name?.slice(first.length).trim() || undefined };
};

/** What is not known of them is left out. */
const contactOf = (context: PolicyContext, customer: Customer) => {
  const { id, email, firstSeenAt, lastSeenAt } = customer;
  const { first, last } = namesOf(customer);
  return {
    id,
    first_name: first,
    last_name: last,
    email: email ?? undefined,
    channels: { email: email ?? undefined },
    last_seen: lastSeenAt === null ? undefined : new Date(lastSeenAt).toISOString(),
    org_id: context.get("key").app.organizationId,
    created_at: new Date(firstSeenAt).toISOString(),
  };
};

/** There an assistant talks in a widget; here both are the app. What was sent with a feedback are the attributes, as JSON. */
const conversationOf = (context: PolicyContext, { feedback, customer, replyCount }: Conversation) => {
  const names = customer && namesOf(customer);
  return {
    id: feedback.id,
    assistant_id: feedback.app,
    assistant_name: context.get("key").app.name,
    widget_id: feedback.app,
    widget_type: feedback.sourceType,
    includes_voice: false,
    intent_name: feedback.category ?? undefined,
    attributes: JSON.stringify(feedback.metadata ?? {}),
    first_message: feedback.content,
    chat_count: 1 + replyCount,
    contact_id: feedback.customerId ?? undefined,
    contact_first_name: names?.first,
    contact_last_name: names?.last,
    created_at: feedback.createdAt,
    updated_at: feedback.updatedAt,
  };
};

const SENDERS = { customer: "user", member: "agent", key: "bot" } as const;

/** Its first message is the feedback itself. */
const messagesOf = ({ feedback, replies }: Transcript) => {
  const { id, content, createdAt } = feedback;
  const message = { conversation_id: id, message_type: "text" };
  return [
    { ...message, id, sender_type: "user", text: content, created_at: createdAt },
    ...replies.map((reply) => ({
      ...message,
      id: reply.id,
      sender_type: SENDERS[reply.author.type],
      text: reply.content,
      created_at: new Date(reply.createdAt).toISOString(),
    })),
  ];
};

const transcribed = (context: PolicyContext, found: Transcript) => ({
  ...conversationOf(context, found),
  contact_email: found.customer?.email ?? undefined,
  transcript: messagesOf(found),
});
type Transcribed = ReturnType<typeof transcribed>;

/** JSON is one document, as a list is; in the CSV a row is a message. */
const FORMATS = {
  json: jsonFormat<Transcribed>('{"data":{"items":[', "]}}"),
  csv: csvFormat(
    [
      "conversation_id",
      "id",
      "created_at",
      "sender_type",
      "text",
      "intent_name",
      "contact_id",
      "contact_first_name",
      "contact_last_name",
      "contact_email",
      "assistant_name",
    ],
    ({ transcript, ...conversation }: Transcribed) => transcript.map((message) => ({ ...conversation, ...message })),
  ),
};

/** Both days are in it. */
const narrowedBy = ({ date_from, date_to, assistant_id }: Narrowing) => ({
  app: assistant_id,
  since: date_from && new Date(date_from).toISOString(),
  until: date_to && new Date(Date.parse(date_to) + DAY).toISOString(),
});

const routes = (services: Services): Route[] => {
  const known = [apiKey(services), keyRateLimit(services)];
  const reading = [...known, requireScope("feedback:read")];
  const exporting = [...known, requireScope("feedback:read", "exportFeedback")];
  const writing = [bodyLimit(LIMITS.managementBodyBytes), ...known, requireScope("feedback:update")];
  const route = (
    method: "GET" | "POST",
    path: string,
    said: Pick<Route, "summary" | "query" | "body" | "handle"> & Partial<Pick<Route, "policies">>,
  ): Route => ({
    method,
    path: `/api/v1/${path}`,
    tag: "Customers",
    auth: "secret",
    answers: { 200: { description: "Done." } },
    errors: [...REFUSED_BODY, "invalid_query", "not_found"],
    policies: method === "GET" ? reading : writing,
    ...said,
  });
  const idOf = (context: PolicyContext): string => context.req.param("id") ?? "";
  const add = async (context: PolicyContext, { first_name, last_name, email }: NewContact) => {
    const name = [first_name, last_name].filter(Boolean).join(" ") || null;
    const named = { email, name, givenName: name === null ? null : (first_name ?? "") };
    const { person, isNew } = await addPerson(services, actorOf(context), context.get("key").appId, named);
    return context.json({ data: contactOf(context, person) }, isNew ? 201 : 200);
  };
  const conversations = async (context: PolicyContext, customer?: string) => {
    const query = parseQuery(context, conversationQuerySchema);
    const found = await listConversations(services, actorOf(context), { ...narrowedBy(query), customer }, query);
    return context.json(paged(found, (one) => conversationOf(context, one)));
  };
  const transcript = (context: PolicyContext) => findTranscript(services, actorOf(context), idOf(context));
  return [
    // The longer one is what its older clients ask.
    ...["contact", "contact/list"].map((path) =>
      route("GET", path, {
        summary: "List contacts, the newest first",
        query: contactQuerySchema,
        async handle(context) {
          const found = await listPeople(services, actorOf(context), parseQuery(context, contactQuerySchema));
          return context.json(paged(found, (person) => contactOf(context, person)));
        },
      }),
    ),
    route("POST", "contact", {
      summary: "Add a contact, or say what one is called",
      body: newContactSchema,
      handle: async (context) => add(context, await parseBody(context, newContactSchema, LIMITS.managementBodyBytes)),
    }),
    route("POST", "contact/upsert", {
      summary: "The same, said in the query",
      query: newContactSchema,
      handle: (context) => add(context, parseQuery(context, newContactSchema)),
    }),
    route("GET", "contact/{id}", {
      summary: "Get one contact",
      async handle(context) {
        const person = await findPerson(services, actorOf(context), idOf(context), "contact");
        return context.json({ data: contactOf(context, person) });
      },
    }),
    route("GET", "conversation", {
      summary: "List conversations, the newest first",
      query: conversationQuerySchema,
      handle: (context) => conversations(context),
    }),
    route("GET", "conversation/by-contact/{id}", {
      summary: "List those of one contact",
      query: conversationQuerySchema,
      handle: (context) => conversations(context, idOf(context)),
    }),
    route("GET", "conversation/export", {
      summary: "Export conversations with all that was said",
      query: exportQuerySchema,
      policies: exporting,
      handle(context) {
        const { format, ...narrowing } = parseQuery(context, exportQuerySchema);
        const shaped = (one: Transcript) => transcribed(context, one);
        const found = exportTranscripts(services, actorOf(context), narrowedBy(narrowing), shaped);
        return context.body(streamOf(FORMATS[format], found), 200, {
          "Content-Type": FORMATS[format].mediaType,
          "Content-Disposition": `attachment; filename="conversations.${format}"`,
          "Cache-Control": "no-store",
        });
      },
    }),
    route("GET", "conversation/{id}", {
      summary: "Get one conversation with all that was said",
      handle: async (context) => context.json({ data: transcribed(context, await transcript(context)) }),
    }),
    route("GET", "conversation/{id}/transcript", {
      summary: "Get what was said in a conversation, oldest first",
      handle: async (context) => context.json({ data: messagesOf(await transcript(context)) }),
    }),
  ];
};

/** A refusal is a sentence; what is wrong with a body or a query is a list of 422, as the product's framework writes it. */
export const insighto: Dialect = {
  name: "insighto",
  keyProfiles: [PERSONAL],
  routes,
  writeProblem(context, problem) {
    const { code, message } = problem;
    const status = ERROR_STATUS[code];
    context.header("Cache-Control", "no-store");
    if (code === "missing_authorization") {
      const detail = "Send a key as the query parameter api_key.";
      return context.json({ detail }, status, { "WWW-Authenticate": "APIKey" });
    }
    if (status === 400 || status === 415) {
      const detail = validationDetail(problem, code === "invalid_query" ? "query" : "body");
      return context.json({ detail }, 422);
    }
    return context.json({ detail: message }, status, headersOfProblem(problem));
  },
};
