import type { Fetch } from "../../shared/api/request.ts";
import { ERROR_STATUS, type ErrorCode } from "../../shared/contract/errors.ts";
import { feedbackQuerySchema } from "../../shared/contract/feedback-query.ts";
import { type Feedback, feedbackListSchema } from "../../shared/contract/record.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { type Session, sessionSchema } from "../../shared/contract/session.ts";
import { type ExampleExtensions, exampleApp, extensionsAnswer } from "./example-extensions.ts";
import { type ExampleWork, exampleWork, isListed, workAnswer } from "./example-work.ts";

const SESSION = {
  member: { id: "68e25d00000000000000b001", name: "Olive Owner", role: "product", right: "owner", email: null },
  organization: { id: "68e25d00000000000000c001", name: "Mug Shop" },
  expiresAt: "2026-10-12T12:00:00.000Z",
};

/** What is asked of an example. */
export type ExampleAsk = { method: string; path: string; query: URLSearchParams; body: unknown; server: ExampleServer };
/** Answers some routes; `undefined` where something else is asked. A body that is `undefined` is 204. */
export type ExampleAnswers = (asked: ExampleAsk) => { status: number; body?: unknown } | ErrorCode | undefined;

/** The part of a server that the console sees, as a function in place of `fetch`. A test changes it as the world would. */
export type ExampleServer = {
  fetch: Fetch;
  records: Feedback[];
  extensions: ExampleExtensions;
  /** What the team does with feedback. */
  work: ExampleWork;
  organization: string;
  /** Who is signed in, where it is not the owner with a role. */
  member: Partial<Session["member"]>;
  /** Routes of a room, in a file beside this one: for who is signed in. */
  rooms: ExampleAnswers[];
  /** Routes for everybody, such as the ways to sign in. */
  doors: ExampleAnswers[];
  signedIn: boolean;
  /** The one sign-in token that works, once. */
  token: string | undefined;
  /** What every answer is until it is taken away: an error, or none at all. */
  fault: ErrorCode | "no-answer" | undefined;
  /** Method and path of each request. */
  seen: string[];
};

const json = (status: number, body?: unknown) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status });
const refusal = (code: ErrorCode) =>
  json(ERROR_STATUS[code], { error: { code, message: `Answered with ${code}.`, requestId: "example-request" } });

export const exampleServer = (given: Partial<ExampleServer> = {}): ExampleServer => {
  const session = (server: ExampleServer, method: string, body: unknown): Response => {
    if (method === "POST") {
      if (server.token === undefined || (body as { token: string }).token !== server.token)
        return refusal("invalid_authorization");
      server.token = undefined;
      server.signedIn = true;
    }
    if (!server.signedIn) return refusal("missing_authorization");
    if (method === "PATCH") Object.assign(server.member, body);
    if (method !== "DELETE")
      return json(
        200,
        sessionSchema.parse({
          ...SESSION,
          member: { ...SESSION.member, ...server.member },
          organization: { ...SESSION.organization, name: server.organization },
        }),
      );
    server.signedIn = false;
    return json(204);
  };
  const one = (all: ExampleAnswers[], asked: ExampleAsk): Response | undefined => {
    for (const answers of all) {
      const answer = answers(asked);
      if (answer) return typeof answer === "string" ? refusal(answer) : json(answer.status, answer.body);
    }
    return undefined;
  };
  const list = (server: ExampleServer, search: URLSearchParams): Response => {
    const query = feedbackQuerySchema.parse(Object.fromEntries(search));
    const { limit, cursor } = query;
    const rest = server.records.filter(
      (record) => (cursor === undefined || record.id < cursor) && isListed(record, query, SESSION.member.id),
    );
    const data = rest.slice(0, limit);
    return json(
      200,
      feedbackListSchema.parse({ data, nextCursor: rest.length > data.length ? data.at(-1)?.id : null }),
    );
  };
  const server: ExampleServer = {
    records: [],
    extensions: { apps: [exampleApp()], codes: [], keys: [] },
    work: exampleWork(),
    organization: "Mug Shop",
    member: {},
    rooms: [],
    doors: [],
    signedIn: true,
    token: undefined,
    fault: undefined,
    seen: [],
    ...given,
    async fetch(address, { method = "GET", body, signal }) {
      const { pathname, searchParams } = new URL(address);
      server.seen.push(`${method} ${pathname}`);
      await new Promise((answer) => setTimeout(answer, 0));
      signal?.throwIfAborted();
      if (server.fault === "no-answer") throw new TypeError("Failed to fetch");
      if (server.fault) return refusal(server.fault);
      if (pathname === ROUTES.session) return session(server, method, body ? JSON.parse(String(body)) : undefined);
      const asked = body ? JSON.parse(String(body)) : undefined;
      const ask = { method, path: pathname, query: searchParams, body: asked, server };
      const open = one(server.doors, ask);
      if (open) return open;
      if (!server.signedIn) return refusal("missing_authorization");
      const inRoom = one([...server.rooms, workAnswer], ask);
      if (inRoom) return inRoom;
      const answer = extensionsAnswer(server.extensions, method, pathname, searchParams, asked);
      if (answer) return json(answer.status, answer.body);
      if (pathname === ROUTES.feedback) return list(server, searchParams);
      const record = server.records.find(({ id }) => pathname === `${ROUTES.feedback}/${id}`);
      return record ? json(200, record) : refusal("not_found");
    },
  };
  return server;
};
