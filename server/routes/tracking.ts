import * as z from "zod/mini";
import { LIMITS } from "../../shared/contract/limits.ts";
import {
  identifySchema,
  recordingQuerySchema,
  takenRecordingSchema,
  trackedBatchAnswerSchema,
  trackedBatchSchema,
  trackedEventSchema,
  trackedUserSchema,
} from "../../shared/contract/tracking.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import { readSentBytes } from "../policy/read-bytes.ts";
import { Problem } from "../problems.ts";
import type { RouteWork } from "../route.ts";
import type { PolicyContext, Services } from "../services.ts";
import { recordingAnswer, userAnswer } from "../tracking/answers.ts";
import { identifyUser, type Teller, takeRecording, trackBatch, trackOne } from "../tracking/track.ts";

const tellerOf = (context: PolicyContext): Teller => ({
  appId: context.get("key").appId,
  sub: context.get("user")?.customer.sub,
});

const NO_TOKEN = "none was sent, and the profile is that of whom it vouches for";

/** How what an app's users do is told. Where each of these stands, and who may ask it, is for a dialect to say. */
export const trackingWork = (services: Services) =>
  ({
    event: {
      summary: "Send an event",
      body: trackedEventSchema,
      answers: { 201: { description: "On disk, by this id.", schema: z.object({ id: z.string() }) } },
      async handle(context) {
        const wanted = await parseBody(context, trackedEventSchema, LIMITS.trackedBatchBytes);
        const { id, isNew } = await trackOne(services, tellerOf(context), wanted);
        context.set("trackedEvents", isNew ? 1 : 0);
        return context.json({ id }, 201);
      },
    },
    batch: {
      summary: "Send events together",
      body: trackedBatchSchema,
      answers: { 200: { description: "What became of each.", schema: trackedBatchAnswerSchema } },
      async handle(context) {
        const { events } = await parseBody(context, trackedBatchSchema, LIMITS.trackedBatchBytes);
        const answer = await trackBatch(services, tellerOf(context), events);
        context.set("trackedEvents", answer.accepted);
        return context.json(answer);
      },
    },
    identify: {
      summary: "Say who a user is",
      description: "The answer tells nothing that was known before: anybody may say who they are.",
      body: identifySchema,
      answers: { 200: { description: "It is known.", schema: z.object({ userId: z.string() }) } },
      async handle(context) {
        const told = await parseBody(context, identifySchema, LIMITS.trackedBatchBytes);
        return context.json({ userId: (await identifyUser(services, tellerOf(context), told)).userId });
      },
    },
    sendRecording: {
      summary: "Send a chunk of a recorded session, as the bytes of the body",
      query: recordingQuerySchema,
      bodyMediaTypes: ["application/octet-stream"],
      answers: { 201: { description: "On disk.", schema: takenRecordingSchema } },
      async handle(context) {
        const told = parseQuery(context, recordingQuerySchema);
        const bytes = await readSentBytes(context, LIMITS.recordingBytes);
        const { user: _, ...taken } = recordingAnswer(await takeRecording(services, tellerOf(context), told, bytes));
        return context.json(taken, 201);
      },
    },
    profile: {
      summary: "Read one's own profile",
      description: "Of whom the user token vouches for: who only says who they are reads nothing.",
      answers: { 200: { description: "The profile.", schema: trackedUserSchema } },
      async handle(context) {
        const { appId, sub: userId } = tellerOf(context);
        if (userId === undefined) throw new Problem("invalid_user_token", { reason: NO_TOKEN });
        const found = await services.store.trackedUsers.findBy(appId, { userId });
        if (!found) throw new Problem("not_found", { what: "profile" });
        return context.json(userAnswer(found));
      },
    },
  }) satisfies Record<string, RouteWork>;
