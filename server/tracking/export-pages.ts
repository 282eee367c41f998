import type * as z from "zod/mini";
import { LIMITS } from "../../shared/contract/limits.ts";
import type {
  StoredEventAnswer,
  TrackedUserAnswer,
  trackingExportQuerySchema,
} from "../../shared/contract/tracking.ts";
import type { FeedbackReader } from "../store/feedback.ts";
import type { Store } from "../store/store.ts";
import type { TrackedEventFilter } from "../store/tracked-events.ts";
import { eventAnswer, userAnswer } from "./answers.ts";

type Asked = Pick<z.output<typeof trackingExportQuerySchema>, "name" | "user" | "since" | "until">;

/** What narrows a list of events, as the store is asked. */
export const eventFilterOf = ({ name, user, since, until }: Asked): Omit<TrackedEventFilter, "limit" | "before"> => ({
  name,
  trackedUserId: user,
  since: since === undefined ? undefined : Date.parse(since),
  until: until === undefined ? undefined : Date.parse(until),
});

async function* allPages<Row extends { id: string }>(
  read: (page: { limit: number; before: string | undefined }) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  for (let before: string | undefined; ; ) {
    const page = await read({ limit: LIMITS.listMost, before });
    if (page.length > 0) yield page;
    if (page.length < LIMITS.listMost) return;
    before = page.at(-1)?.id;
  }
}

/** All events or users that a reader may see and a query asks for, newest first, page by page. */
export async function* trackingPages(
  { store }: { store: Pick<Store, "trackedEvents" | "trackedUsers"> },
  reader: FeedbackReader,
  { type, ...asked }: z.output<typeof trackingExportQuerySchema>,
): AsyncGenerator<Array<StoredEventAnswer | TrackedUserAnswer>> {
  if (type === "users")
    for await (const page of allPages((at) => store.trackedUsers.list(reader, at))) yield page.map(userAnswer);
  else {
    const filter = eventFilterOf(asked);
    for await (const page of allPages((at) => store.trackedEvents.list(reader, { ...filter, ...at })))
      yield page.map(eventAnswer);
  }
}
