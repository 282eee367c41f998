import type { Feedback, FeedbackList } from "../../shared/contract/record.ts";
import type { ReplyList } from "../../shared/contract/reply.ts";
import type { Chance } from "./chance.ts";
import { type Ledger, type Said, sha256 } from "./ledger.ts";
import { stubborn, type Target } from "./stubborn.ts";

const AT_ONCE = 8;

/**
 * Holds the server to its word about these, through its API: text, picture, files, changes, replies, search. Faults go into the
 * ledger.
 *
 * @param isStill Whether nobody changes them meanwhile; otherwise only what never changes is compared.
 */
export const verify = async (
  target: Target,
  ledger: Ledger,
  chance: Chance,
  all: Said[],
  { isStill }: { isStill: boolean },
): Promise<void> => {
  const ask = stubborn(target, ledger, chance);
  const read = async <Body>(path: string): Promise<Body | undefined> => {
    const { status, bytes } = await ask(path, { key: "secret" });
    if (status !== 200) ledger.wrong.push(`GET ${path} was answered ${status}: ${bytes.toString().slice(0, 200)}`);
    return status === 200 ? (JSON.parse(bytes.toString()) as Body) : undefined;
  };
  const hashOf = async (path: string | undefined): Promise<string | null> =>
    path === undefined ? null : sha256((await ask(path, { key: "secret" })).bytes);

  const verifyOne = async ({
    id,
    word,
    content,
    picture,
    files,
    status = "new",
    replies: all,
  }: Said): Promise<void> => {
    const replies = [...all]; // those of this moment: more may come
    const wrong = (what: string): void => void ledger.wrong.push(`${id} (${word}): ${what}`);
    const record = await read<Feedback>(`/v1/feedback/${id}`);
    if (!record) return;
    if (record.content !== content) wrong(`its text is ${record.content}`);
    if (isStill && record.status !== status) wrong(`its status is ${record.status}, and ${status} was acknowledged`);
    if ((await hashOf(record.screenshot?.url)) !== picture) wrong("its picture is another");
    const kept = await Promise.all(record.attachments.map(({ url }) => hashOf(url)));
    if (kept.join() !== files.join()) wrong("its files are others");
    const found = (await read<FeedbackList>(`/v1/feedback?q=${word}`))?.data.map((one) => one.id);
    if (found?.join() !== id) wrong(`search finds [${found}]`);
    if (replies.length === 0) return;
    const heard = (await read<ReplyList>(`/v1/feedback/${id}/replies?limit=100`))?.data.map((one) => one.id);
    for (const reply of replies) if (!heard?.includes(reply)) wrong(`its reply ${reply} is lost`);
  };

  const left = [...all];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = left.pop(); one; one = left.pop()) await verifyOne(one);
    }),
  );
};
