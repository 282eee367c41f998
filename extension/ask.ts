import { EarshotError } from "../shared/errors.ts";
import type { Answer, Name, News, Port, Post, Question } from "./messages.ts";
import { errorOf } from "./problem.ts";
import { TEXT } from "./text.ts";

/** Opens a port to the worker, starting it where it sleeps. `browser.runtime.connect` is one. */
export type Connect = (info: { name: string }) => Port;

/** How often a question is put again after the worker died over it. The browser may stop a worker at any moment. */
const MOST_DEATHS = 5;

/** A living worker says within this that it heard. One that does not start, or hangs, must not keep a person waiting. */
const SILENCE_MS = 3_000;

/** Thrown inside when the port closes without an answer, or nobody is at its other end. */
class WorkerDied extends Error {}

export type AskOptions<N extends Name> = {
  /** Called with what the worker says before its answer. */
  hear?: (news: News<N>) => void;
  /** Hangs up; the worker's own signal is aborted with it. */
  signal?: AbortSignal;
  /** How long the worker may take to say that it heard, in milliseconds. @default 3000 */
  silenceMs?: number;
};

const once = <N extends Name>(
  connect: Connect,
  name: N,
  question: Question<N>,
  { hear = () => {}, signal, silenceMs = SILENCE_MS }: AskOptions<N>,
): Promise<Answer<N>> =>
  new Promise((resolve, reject) => {
    const aborted = () => reject(new EarshotError("aborted", TEXT.stopped, { cause: signal?.reason }));
    if (signal?.aborted) return aborted();
    const port = connect({ name });
    const died = () => reject(new WorkerDied());
    const silence = setTimeout(() => {
      port.disconnect();
      died();
    }, silenceMs);
    signal?.addEventListener("abort", () => {
      clearTimeout(silence);
      port.disconnect();
      aborted();
    });
    port.onDisconnect.addListener(() => {
      clearTimeout(silence);
      died();
    });
    port.onMessage.addListener((message) => {
      clearTimeout(silence);
      const post = message as Post<N>;
      if ("heard" in post) return;
      if ("news" in post) return hear(post.news);
      if ("answer" in post) resolve(post.answer);
      else reject(errorOf(post.problem));
      port.disconnect();
    });
    port.postMessage(question);
  });

/**
 * Puts a question to the worker and waits for its answer. Where the worker dies over it, it is put again: every question
 * of `messages.ts` may be.
 *
 * @throws {EarshotError} The worker's own problem; `aborted` when the signal fires, or the worker dies time and again.
 */
export const ask = async <N extends Name>(
  connect: Connect,
  name: N,
  question: Question<N>,
  options: AskOptions<N> = {},
): Promise<Answer<N>> => {
  for (let deaths = 0; deaths < MOST_DEATHS; deaths++) {
    try {
      return await once(connect, name, question, options);
    } catch (thrown) {
      if (!(thrown instanceof WorkerDied)) throw thrown;
    }
  }
  throw new EarshotError("aborted", TEXT.workerDies);
};
