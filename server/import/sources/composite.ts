import * as z from "zod/mini";
import type { Ask } from "../ask-source.ts";
import type { Source, SourceList } from "../source.ts";
import { orNone } from "./or-none.ts";

const pageSchema = z.object({ data: z.array(z.unknown()), nextCursor: z.nullish(z.string()) });
const text = z.string();
const facts = orNone(z.record(text, z.unknown()));

const eventSchema = z.object({
  id: text,
  name: text,
  userId: orNone(text),
  anonymousId: orNone(text),
  sessionId: orNone(text),
  timestamp: orNone(text),
  receivedAt: orNone(text),
  properties: facts,
});

const userSchema = z.object({
  id: text,
  userId: orNone(text),
  anonymousId: orNone(text),
  traits: facts,
  firstSeenAt: text,
  lastSeenAt: orNone(text),
});

const page =
  (path: string): SourceList["page"] =>
  async (ask: Ask, cursor) => {
    const query = { limit: 100, cursor: cursor ?? undefined };
    const { data, nextCursor } = pageSchema.parse(await ask.json({ path, query }));
    return { items: data, next: nextCursor ?? null };
  };

/** Users with their traits, and what they did. Recordings of their sessions stay where they are. */
export const composite: Source = {
  name: "composite",
  title: "Composite",
  address: "https://prod.alb.us.api.composite.com",
  keyPrefix: "sk_",
  keyPlace: { in: "bearer" },
  lists: [
    {
      name: "users",
      page: page("/v1/users"),
      read(item) {
        const { id, firstSeenAt, lastSeenAt, userId, anonymousId, traits } = userSchema.parse(item);
        return { kind: "user", id, createdAt: firstSeenAt, lastSeenAt, userId, anonymousId, traits };
      },
    },
    {
      name: "events",
      page: page("/v1/events"),
      read(item) {
        const { receivedAt, ...event } = eventSchema.parse(item);
        return { kind: "event", createdAt: receivedAt ?? event.timestamp ?? "", ...event };
      },
    },
  ],
};
