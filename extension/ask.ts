import { EarshotError } from "../shared/errors.ts";
import type { Answer, Name, News, Port, Post, Question } from "./messages.ts";
import { errorOf } from "./problem.ts";
import { TEXT } from "./text.ts";

/** Opens a port to the worker, starting it where it sleeps. `browser.runtime.connect` is one. */
export type Connect = (info: { name: string }) => Port;

/** How often a question is put again after the worker died over it. The browser may stop a worker at any moment. */
const MOST_DEATHS = 5;

/** Thrown inside when the port closes without an answer. */
class WorkerDied extends Error {}

const once = <N extends Name>(
  connect: Connect,
  name: N,
  question: Question<N>,
  hear: (news: News<N>) => void,
  signal?: AbortSignal,
): Promise<Answer<N>> =>
  new Promise((resolve, reject) => {
    const aborted = () => reject(new EarshotError("aborted", TEXT.stopped, { cause: signal?.reason }));
    if (signal?.aborted) return aborted();
    const port = connect({ name });
    signal?.addEventListener("abort", () => {
      port.disconnect();
      aborted();
    });
    port.onMessage.addListener((message) => {
      const post = message as Post<N>;
      if ("news" in post) return hear(post.news);
      if ("answer" in post) resolve(post.answer);
      else reject(errorOf(post.problem));
      port.disconnect();
    });
    port.onDisconnect.addListener(() => reject(new WorkerDied()));
    port.postMessage(question);
  });

/**
 * Puts a question to the worker and waits for its answer. Where the worker dies over it, it is put again: every question
 * of `messages.ts` may be.
 *
 * @param hear Called with what the worker says before its answer.
 * @param signal Hangs up; the worker's own signal is aborted with it.
 * @throws `EarshotError` the worker's own problem; `aborted` when the signal fires, or the worker dies time and again.
 */
export const ask = async <N extends Name>(
  connect: Connect,
  name: N,
  question: Question<N>,
  { hear = () => {}, signal }: { hear?: (news: News<N>) => void; signal?: AbortSignal } = {},
): Promise<Answer<N>> => {
  for (let deaths = 0; deaths < MOST_DEATHS; deaths++) {
    try {
      return await once(connect, name, question, hear, signal);
    } catch (thrown) {
      if (!(thrown instanceof WorkerDied)) throw thrown;
    }
  }
  throw new EarshotError("aborted", TEXT.workerDies);
};
