import { bulkChangesSchema, feedbackChangesSchema } from "../../shared/contract/feedback-changes.ts";
import { type Feedback, feedbackSchema } from "../../shared/contract/record.ts";
import { createReplySchema, type Reply, replySchema } from "../../shared/contract/reply.ts";
import { ROUTES } from "../../shared/contract/routes.ts";

/** The part of an example that is changed here. */
type ExampleServer = { records: Feedback[]; work: ExampleWork };

/** What an example knows beside its records. */
export type ExampleWork = {
  members: { id: string; name: string }[];
  replies: Reply[];
  views: { id: string; name: string; query: Record<string, string>; shared: boolean; owner: string }[];
};
export const exampleWork = (): ExampleWork => ({
  members: [
    { id: "68e25d00000000000000b001", name: "Olive Owner" },
    { id: "68e25d00000000000000b002", name: "Mara Minder" },
  ],
  replies: [],
  views: [],
});

type Answer = { status: number; body?: unknown } | "not_found" | "conflict" | undefined;
type Asked = { server: ExampleServer; method: string; path: string; body: unknown };

type Query = Partial<
  Record<"q" | "tag" | "app" | "sourceType" | "assignee" | "customer" | "since" | "until", string | undefined>
> & { status?: readonly string[] | undefined; category?: readonly string[] | undefined };
/** Whether a list with this query holds the record. */
export const isListed = (record: Feedback, query: Query, me: string): boolean => {
  const { q = "", status, category, tag, app, sourceType, assignee, customer, since, until } = query;
  const wanted = assignee === "me" ? me : assignee === "none" ? null : assignee;
  return (
    q
      .toLowerCase()
      .split(" ")
      .every((word) => record.content.toLowerCase().includes(word)) &&
    (status === undefined || status.includes(record.status)) &&
    (category === undefined || category.includes(record.category ?? "")) &&
    (tag === undefined || record.tags.includes(tag)) &&
    (app === undefined || record.app === app) &&
    (sourceType === undefined || record.sourceType === sourceType) &&
    (wanted === undefined || record.assignee === wanted) &&
    (customer === undefined || record.customerId === customer) &&
    (since === undefined || record.createdAt >= since) &&
    (until === undefined || record.createdAt < until)
  );
};

let later = 0;
/** Each change has a moment of its own, after all that was before. */
const moment = () => new Date(Date.parse("2026-10-05T12:00:01.000Z") + later++).toISOString();

/** Changes a record as another member would, unseen by whoever looks. */
export const changedMeanwhile = (server: ExampleServer, id: string, changes: Partial<Feedback>): void => {
  server.records = server.records.map((record) =>
    record.id === id ? feedbackSchema.parse({ ...record, ...changes, updatedAt: moment() }) : record,
  );
};

const patched = (server: ExampleServer, id: string, body: unknown): Answer => {
  const { ifUpdatedAt, ...changes } = feedbackChangesSchema.parse(body);
  const record = server.records.find((one) => one.id === id);
  if (!record) return "not_found";
  if (ifUpdatedAt !== undefined && ifUpdatedAt !== record.updatedAt) return "conflict";
  changedMeanwhile(server, id, changes as Partial<Feedback>);
  return { status: 200, body: server.records.find((one) => one.id === id) };
};

const bulk = (server: ExampleServer, body: unknown): Answer => {
  const { ids, change, ifUpdatedAt = {} } = bulkChangesSchema.parse(body);
  const { addTags: _, removeTags: __, ...same } = change;
  const data = ids.map((id) => {
    const nothing = { id, updatedAt: null, tags: null, reason: null };
    const known = server.records.find((record) => record.id === id);
    if (!known) return { ...nothing, outcome: "not_found" };
    if (ifUpdatedAt[id] !== undefined && ifUpdatedAt[id] !== known.updatedAt)
      return { ...nothing, outcome: "conflict" };
    changedMeanwhile(server, id, same as Partial<Feedback>);
    const { updatedAt, tags } = server.records.find((one) => one.id === id)!;
    return { ...nothing, outcome: "updated", updatedAt, tags };
  });
  return { status: 200, body: { data } };
};

const replied = (server: ExampleServer, feedback: string, body: unknown): Answer => {
  const { content, visibility } = createReplySchema.parse(body);
  const reply = replySchema.parse({
    id: `68e25d000000000000e0${String(server.work.replies.length).padStart(4, "0")}`,
    feedback,
    visibility: visibility ?? "public",
    content,
    author: { type: "member", ...server.work.members[0] },
    createdAt: moment(),
  });
  server.work.replies.push(reply);
  return { status: 201, body: reply };
};

const page = (data: unknown[]): Answer => ({ status: 200, body: { data, nextCursor: null } });

/** Answers what is asked while feedback is worked on; `undefined` where something else is asked. A body of `undefined` is 204. */
export const workAnswer = ({ server, method, path, body }: Asked): Answer => {
  const asked = `${method} ${path}`;
  const { work } = server;
  if (asked === `GET ${ROUTES.members}`) return page(work.members);
  if (asked === `POST ${ROUTES.feedback}/bulk`) return bulk(server, body);
  if (asked === "GET /v1/views") return page(work.views);
  if (asked === "POST /v1/views") {
    const given = body as Pick<ExampleWork["views"][number], "name" | "query" | "shared">;
    const id = `68e25d0000000000000f00${String(work.views.length).padStart(2, "0")}`;
    work.views.push({ ...given, id, owner: work.members[0]!.id });
    return { status: 201, body: work.views.at(-1) };
  }
  const [, , room, id = "", rest] = path.split("/");
  if (room === "views") {
    const at = work.views.findIndex((view) => view.id === id);
    if (at < 0) return "not_found";
    if (method === "PATCH") Object.assign(work.views[at]!, body);
    else work.views.splice(at, 1);
    return method === "PATCH" ? { status: 200, body: work.views[at] } : { status: 204, body: undefined };
  }
  if (room !== "feedback" || id === "") return undefined;
  if (rest === "similar") return page([]);
  if (rest === "replies" && method === "GET") return page(work.replies.filter(({ feedback }) => feedback === id));
  if (rest === "replies") return replied(server, id, body);
  if (rest !== undefined) return undefined;
  if (method === "PATCH") return patched(server, id, body);
  if (method !== "DELETE") return undefined;
  if (!server.records.some((record) => record.id === id)) return "not_found";
  server.records = server.records.filter((record) => record.id !== id);
  return { status: 204, body: undefined };
};
