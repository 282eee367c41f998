import type { Submission } from "../../shared/contract/submission.ts";
import { problemOf, type Queue } from "../../shared/transport/index.ts";
import type { Ports, Refused } from "../../widget/ports.ts";

/** What the worker's outbox holds and the server refused. Popup and worker share one database. */
export const refusedIn = (queue: Queue): NonNullable<Ports["refused"]> => ({
  async list() {
    const entries = await Promise.all((await queue.refused()).map(({ id }) => queue.read(id)));
    return entries.flatMap((entry): Refused[] => {
      const problem = entry && problemOf(entry.head);
      return problem ? [{ id: entry.head.id, submission: JSON.parse(entry.body) as Submission, problem }] : [];
    });
  },
  discard: queue.remove,
});
