import { pageQuerySchema } from "../../shared/contract/page-query.ts";
import {
  erasedTrackingSchema,
  pageOf,
  recordingListQuerySchema,
  recordingSchema,
  storedEventSchema,
  trackedEventQuerySchema,
  trackedUserSchema,
  trackingExportQuerySchema,
} from "../../shared/contract/tracking.ts";
import { streamOf } from "../feedback/stream-of.ts";
import { readPage } from "../paging.ts";
import { actorOf, notedFor } from "../policy/access.ts";
import { checkScope } from "../policy/api-key.ts";
import { parseQuery } from "../policy/parsed.ts";
import { Problem } from "../problems.ts";
import type { RouteWork } from "../route.ts";
import type { PolicyContext, Services } from "../services.ts";
import { eventAnswer, recordingAnswer, userAnswer } from "../tracking/answers.ts";
import { eventFilterOf, trackingPages } from "../tracking/export-pages.ts";
import { sentBytesHeaders } from "./sent-bytes.ts";

const idOf = (context: PolicyContext): string => context.req.param("id") ?? "";

/** How what was tracked is read, exported and deleted. Where each of these stands, and who may ask it, is for a dialect to say. */
export const trackedWork = (services: Services) => {
  const { store } = services;
  return {
    listEvents: {
      summary: "List events, newest first",
      query: trackedEventQuerySchema,
      answers: { 200: { description: "One page.", schema: pageOf(storedEventSchema) } },
      async handle(context) {
        const { limit, cursor, ...asked } = parseQuery(context, trackedEventQuerySchema);
        const filter = eventFilterOf(asked);
        const { data, nextCursor } = await readPage(actorOf(context), { limit, cursor }, ({ limit, after }) =>
          store.trackedEvents.list(actorOf(context), { ...filter, limit, before: after }),
        );
        return context.json({ data: data.map(eventAnswer), nextCursor });
      },
    },
    listRecordings: {
      summary: "List chunks of recorded sessions, newest first",
      query: recordingListQuerySchema,
      answers: { 200: { description: "One page.", schema: pageOf(recordingSchema) } },
      async handle(context) {
        const { sessionId, ...asked } = parseQuery(context, recordingListQuerySchema);
        const { data, nextCursor } = await readPage(actorOf(context), asked, ({ limit, after }) =>
          store.recordings.list(actorOf(context), { limit, before: after, sessionId }),
        );
        return context.json({ data: data.map(recordingAnswer), nextCursor });
      },
    },
    readRecording: {
      summary: "Get the bytes of a chunk",
      answers: { 200: { description: "As they were sent.", mediaTypes: ["application/octet-stream"] } },
      async handle(context) {
        const bytes = await store.recordings.bytes(actorOf(context), idOf(context));
        if (!bytes) throw new Problem("not_found", { what: "recording" });
        if (sentBytesHeaders(context, idOf(context))) return context.body(null, 304);
        return context.body(Buffer.from(bytes), 200, {
          "Content-Type": "application/octet-stream",
          "Content-Disposition": "attachment",
        });
      },
    },
    listUsers: {
      summary: "List users, newest first",
      query: pageQuerySchema,
      answers: { 200: { description: "One page.", schema: pageOf(trackedUserSchema) } },
      async handle(context) {
        const { data, nextCursor } = await readPage(
          actorOf(context),
          parseQuery(context, pageQuerySchema),
          ({ limit, after }) => store.trackedUsers.list(actorOf(context), { limit, before: after }),
        );
        return context.json({ data: data.map(userAnswer), nextCursor });
      },
    },
    readUser: {
      summary: "Get one user",
      answers: { 200: { description: "The user.", schema: trackedUserSchema } },
      async handle(context) {
        const found = await store.trackedUsers.find(actorOf(context), idOf(context));
        if (!found) throw new Problem("not_found", { what: "user" });
        return context.json(userAnswer(found));
      },
    },
    deleteUser: {
      summary: "Delete a user with all their events and recordings",
      answers: { 200: { description: "What went.", schema: erasedTrackingSchema } },
      async handle(context) {
        const actor = actorOf(context);
        const erased = await store.trackedUsers.erase(actor, idOf(context), notedFor(services, actor));
        if (!erased) throw new Problem("not_found", { what: "user" });
        return context.json({ erased });
      },
    },
    exportTracked: {
      summary: "Export events, or users, as NDJSON",
      query: trackingExportQuerySchema,
      answers: { 200: { description: "Newest first.", mediaTypes: ["application/x-ndjson"] } },
      handle(context) {
        const asked = parseQuery(context, trackingExportQuerySchema);
        if (asked.type === "users") checkScope(context, "users:read");
        const format = { head: () => "", row: (row: object) => `${JSON.stringify(row)}\n` };
        return context.body(streamOf(format, trackingPages(services, actorOf(context), asked)), 200, {
          "Content-Type": "application/x-ndjson",
          "Content-Disposition": `attachment; filename="${asked.type}.ndjson"`,
          "Cache-Control": "no-store",
        });
      },
    },
  } satisfies Record<string, RouteWork>;
};
