import * as z from "zod/mini";
import { identifySchema, trackedEventSchema } from "../../shared/contract/tracking.ts";
import type { TrackedIdentity } from "../store/tracked-users.ts";
import { UnusableItem } from "./fit-submission.ts";
import { idAt } from "./item-id.ts";
import { momentOf, momentOr, timeIn } from "./moment.ts";
import type { FoundEvent, FoundUser } from "./source.ts";
import type { Given } from "./take-feedback.ts";

type Named = { userId?: string | undefined; anonymousId?: string | undefined };

const identityOf = ({ userId, anonymousId }: Named): TrackedIdentity | null =>
  userId !== undefined ? { userId } : anonymousId !== undefined ? { anonymousId } : null;

/** By the rules that hold for what is sent. @throws UnusableItem */
const fitting = <S extends z.core.$ZodType>(schema: S, value: object): z.output<S> => {
  const said = Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null && one !== undefined));
  const parsed = z.safeParse(schema, said);
  if (!parsed.success) throw new UnusableItem("it is larger than ours may be, or not as the product documents it");
  return parsed.data;
};

/** An event under the id that its sender gave it, in the order in which the product received it. */
export const takeEvent = async (
  { appId, clock, store }: Given,
  { kind: _, createdAt, timestamp, ...found }: FoundEvent,
  hash: Buffer,
): Promise<string[] | undefined> => {
  const at = momentOf(createdAt, clock.now());
  const event = fitting(trackedEventSchema, found);
  const taken = {
    id: idAt(at, appId, hash),
    eventId: found.id,
    identity: identityOf(event),
    sessionId: event.sessionId ?? null,
    name: event.name,
    properties: event.properties ?? {},
    occurredAt: timeIn(timestamp) ?? at,
  };
  const user = { id: idAt(at, `${appId} user`, hash), traits: {}, firstSeenAt: at, lastSeenAt: at };
  return (await store.imports.addEvent(hash, { appId, event: taken, user })) ? [] : undefined;
};

/** Who is known here already keeps the traits that they have. */
export const takeUser = async (
  { appId, clock, store }: Given,
  { createdAt, lastSeenAt, userId, anonymousId, traits }: FoundUser,
  hash: Buffer,
): Promise<string[] | undefined> => {
  const firstSeenAt = momentOf(createdAt, clock.now());
  const said = fitting(identifySchema, { userId, anonymousId, traits });
  const identity = identityOf(said);
  if (!identity) throw new UnusableItem("nothing says who it is");
  const user = {
    id: idAt(firstSeenAt, appId, hash),
    identity,
    traits: said.traits ?? {},
    firstSeenAt,
    lastSeenAt: momentOr(lastSeenAt, firstSeenAt, clock.now()),
  };
  return (await store.imports.addUser(hash, { appId, ...user })) ? [] : undefined;
};
