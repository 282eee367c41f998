import type { RecordingAnswer, StoredEventAnswer, TrackedUserAnswer } from "../../shared/contract/tracking.ts";
import { timeOfId } from "../ids.ts";
import type { RecordingChunk } from "../store/recordings.ts";
import type { TrackedEvent } from "../store/tracked-events.ts";
import type { TrackedUser } from "../store/tracked-users.ts";

const time = (at: number): string => new Date(at).toISOString();

/** An event as readers see it: its id is the one by which its sender knows it. */
export const eventAnswer = (event: TrackedEvent): StoredEventAnswer => ({
  id: event.eventId,
  name: event.name,
  user: event.trackedUserId,
  userId: event.userId,
  anonymousId: event.anonymousId,
  sessionId: event.sessionId,
  timestamp: time(event.occurredAt),
  receivedAt: time(timeOfId(event.id)),
  properties: event.properties,
});

export const userAnswer = ({ appId: _, firstSeenAt, lastSeenAt, ...user }: TrackedUser): TrackedUserAnswer => ({
  ...user,
  firstSeenAt: time(firstSeenAt),
  lastSeenAt: time(lastSeenAt),
});

export const recordingAnswer = ({
  id,
  sessionId,
  sequence,
  trackedUserId,
  byteSize,
}: RecordingChunk): RecordingAnswer => ({
  id,
  sessionId,
  sequence,
  user: trackedUserId,
  byteSize,
  receivedAt: time(timeOfId(id)),
});
