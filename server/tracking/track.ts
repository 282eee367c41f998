import * as z from "zod/mini";
import { LIMITS } from "../../shared/contract/limits.ts";
import { jsonBytes } from "../../shared/contract/plain-text.ts";
import {
  type identifySchema,
  type recordingQuerySchema,
  type TrackedBatchAnswer,
  trackedEventSchema,
} from "../../shared/contract/tracking.ts";
import { issuesOf } from "../policy/body-limit.ts";
import { Problem } from "../problems.ts";
import type { Services } from "../services.ts";
import { StoreUnavailableError } from "../store/engine.ts";
import type { RecordingChunk } from "../store/recordings.ts";
import type { NewTrackedEvent } from "../store/tracked-events.ts";
import type { TrackedIdentity, TrackedUser } from "../store/tracked-users.ts";

export type TrackingServices = Pick<Services, "store" | "clock" | "makeId">;

/** Who tells it: for which app, and whom a user token vouches for. */
export type Teller = { appId: string; sub: string | undefined };

type Told = { userId?: string | undefined; anonymousId?: string | undefined };

const OTHER_USER = { path: "userId", message: "must be the user of the user token, or left out" };

const isAnother = ({ sub }: Teller, { userId }: Told): boolean =>
  sub !== undefined && userId !== undefined && userId !== sub;

/** Whose something is: a user token goes before what is only said. */
const identityOf = ({ sub }: Teller, { userId = sub, anonymousId }: Told): TrackedIdentity | null =>
  userId !== undefined ? { userId } : anonymousId !== undefined ? { anonymousId } : null;

const refuse = (...issues: Array<{ path: string; message: string }>): never => {
  throw new Problem("invalid_body", { issues });
};

const newEvent = (
  { clock, makeId }: TrackingServices,
  teller: Teller,
  event: z.output<typeof trackedEventSchema>,
): NewTrackedEvent => {
  const id = makeId();
  return {
    id,
    eventId: event.id ?? id,
    identity: identityOf(teller, event),
    sessionId: event.sessionId ?? null,
    name: event.name,
    properties: event.properties ?? {},
    occurredAt: event.timestamp === undefined ? clock.now() : Date.parse(event.timestamp),
  };
};

/**
 * Takes events that came together, in one unit: those that are valid are on disk when it resolves, those that are not are named.
 *
 * @throws Problem `invalid_body` when none of them is valid.
 */
export const trackBatch = async (
  services: TrackingServices,
  teller: Teller,
  values: readonly unknown[],
): Promise<TrackedBatchAnswer> => {
  const rejected: TrackedBatchAnswer["rejected"] = [];
  const events: NewTrackedEvent[] = [];
  for (const [index, value] of values.entries()) {
    const parsed = z.safeParse(trackedEventSchema, value);
    if (!parsed.success) rejected.push({ index, issues: issuesOf(parsed.error) });
    else if (isAnother(teller, parsed.data)) rejected.push({ index, issues: [OTHER_USER] });
    else events.push(newEvent(services, teller, parsed.data));
  }
  if (events.length === 0)
    refuse(
      ...rejected
        .flatMap(({ index, issues }) =>
          issues.map(({ path, message }) => ({ path: `events.${index}${path && `.${path}`}`, message })),
        )
        .slice(0, 50),
    );
  const { store, clock, makeId } = services;
  const added = await store.trackedEvents.add(teller.appId, clock.now(), events, makeId);
  return { accepted: added.size, duplicates: events.length - added.size, rejected };
};

/** Takes one event. @returns the id by which its sender knows it. @throws Problem `invalid_body` */
export const trackOne = async (
  services: TrackingServices,
  teller: Teller,
  event: z.output<typeof trackedEventSchema>,
): Promise<{ id: string; isNew: boolean }> => {
  if (isAnother(teller, event)) refuse(OTHER_USER);
  const { store, clock, makeId } = services;
  const taken = newEvent(services, teller, event);
  const added = await store.trackedEvents.add(teller.appId, clock.now(), [taken], makeId);
  return { id: taken.eventId, isNew: added.has(taken.id) };
};

/** So often somebody may come between reading traits and writing them. */
const TRIES = 20;

/**
 * Says who a user is: traits are written over those that are known, and what they did before it was known who they are becomes theirs.
 *
 * @throws Problem `invalid_body`
 */
export const identifyUser = async (
  { store, clock, makeId }: TrackingServices,
  teller: Teller,
  told: z.output<typeof identifySchema>,
): Promise<TrackedUser> => {
  if (isAnother(teller, told)) refuse(OTHER_USER);
  const { appId } = teller;
  const { userId = teller.sub ?? refuse({ path: "userId", message: "is needed" }), anonymousId, traits } = told;
  for (let tries = 0; tries < TRIES; tries++) {
    const [before, anonymous] = await Promise.all([
      store.trackedUsers.findBy(appId, { userId }),
      anonymousId === undefined ? undefined : store.trackedUsers.findBy(appId, { anonymousId }),
    ]);
    const merged = { ...anonymous?.traits, ...before?.traits, ...traits };
    if (jsonBytes(merged) > LIMITS.trackedTraitsBytes)
      refuse({
        path: "traits",
        message: `must be at most ${LIMITS.trackedTraitsBytes} bytes of JSON with those that are known`,
      });
    const change = { id: makeId(), appId, userId, at: clock.now(), traits: merged, before, anonymous };
    if (!(await store.trackedUsers.setTraits(change))) continue;
    const user = await store.trackedUsers.findBy(appId, { userId });
    if (user) return user;
  }
  throw new StoreUnavailableError("a user is changed by too many at once");
};

/**
 * Takes a chunk of a recorded session as it is.
 *
 * @throws Problem `invalid_body`; `conflict` when another chunk has its place.
 */
export const takeRecording = async (
  { store, clock, makeId }: TrackingServices,
  teller: Teller,
  { sessionId, sequence, ...told }: z.output<typeof recordingQuerySchema>,
  bytes: Buffer,
): Promise<RecordingChunk> => {
  if (isAnother(teller, told)) refuse(OTHER_USER);
  if (bytes.length === 0) refuse({ path: "", message: "must not be empty" });
  const identity = identityOf(teller, told);
  const chunk = { id: makeId(), appId: teller.appId, sessionId, sequence, identity, bytes, at: clock.now() };
  const there = await store.recordings.add(chunk, makeId);
  if (!there)
    throw new Problem("conflict", {
      reason: "This session has another chunk of this sequence. Count on, or start a session.",
    });
  return there;
};
