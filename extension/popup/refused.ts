import type { Submission } from "../../shared/contract/submission.ts";
import { problemOf, type Queue } from "../../shared/transport/index.ts";
import type { Ports, Refused } from "../../widget/ports.ts";
import { isMeantFor } from "../connections.ts";
import type { History } from "../history/history.ts";
import type { Connection } from "../settings.ts";

/**
 * What the worker's outbox holds for this connection and the server refused: what was meant for another team is not sent to this one.
 * Popup and worker share one database.
 */
export const refusedIn = (
  queue: Queue,
  connection: Connection,
  history: Pick<History, "discard">,
): NonNullable<Ports["refused"]> => ({
  async list() {
    const heads = (await queue.refused()).filter((head) => isMeantFor(connection, head));
    const entries = await Promise.all(heads.map(({ id }) => queue.read(id)));
    return entries.flatMap((entry): Refused[] => {
      const problem = entry && problemOf(entry.head);
      if (!problem) return [];
      const { head, body, files } = entry;
      return [{ id: head.id, submission: JSON.parse(body) as Submission, problem, files }];
    });
  },
  discard: (id) => history.discard(id, queue.remove),
});
