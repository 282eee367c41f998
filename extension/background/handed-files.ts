import { EarshotError } from "../../shared/errors.ts";
import type { Database } from "../../shared/transport/database.ts";
import { indexedDbStorage } from "../../shared/transport/index.ts";
import { keptFiles } from "../../widget/attachments/kept-files.ts";
import type { History } from "../history/history.ts";
import type { Question } from "../messages.ts";

type Handed = NonNullable<Question<"submit">["files"]>;

/** What goes along with a submission. `stored`: the outbox has it with its files. `sent`: the server has it, as this feedback. */
type Found = { files: readonly File[] } | { stored: true } | { sent: string };

const isSame = (files: readonly File[], { each }: Handed): boolean =>
  files.length === each.length &&
  each.every(({ name, size, type }, index) => {
    const file = files[index];
    return file?.name === name && file.size === size && file.type === type;
  });

/**
 * The files of a submission, which do not travel over ports: the form has kept them in the database that it shares with the
 * worker, beside the draft. Once the outbox has them the form forgets them; who asks again after that gets them from nowhere.
 *
 * @throws {EarshotError} `storage_unavailable` where there are others than the form tells of: none is sent that was not seen.
 */
export const handedFiles =
  (database: Database, history: Pick<History, "all">) =>
  async (id: string, handed: Handed): Promise<Found> => {
    if ((await indexedDbStorage(database).heads()).some((head) => head.id === id)) return { stored: true };
    const before = (await history.all()).find((entry) => entry.id === id);
    if (before) return { sent: before.feedback ?? "" };
    const files = await keptFiles(database, handed.draft).read();
    if (isSame(files, handed)) return { files };
    throw new EarshotError("storage_unavailable", "The files are not where the form has kept them.");
  };
export type TakeFiles = ReturnType<typeof handedFiles>;
