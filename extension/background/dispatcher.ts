import { EarshotError } from "../../shared/errors.ts";
import { type Answer, type Name, type News, type Port, type Post, type Question, questions } from "../messages.ts";
import { problemOf } from "../problem.ts";
import { TEXT } from "../text.ts";

/** What a handler may use beside the question: a way to speak before the answer, and the signal of the asker hanging up. */
export type Conversation<N extends Name> = { tell(news: News<N>): void; signal: AbortSignal };

/** One handler a message: a missing one does not compile. What it throws reaches the asker as a problem. */
export type Handlers = { [N in Name]: (question: Question<N>, conversation: Conversation<N>) => Promise<Answer<N>> };

/** Who we are: the id the browser gave us and the address all our own pages begin with (`runtime.getURL("")`). */
export type Identity = { id: string; home: string };

/** Only our own pages may ask. A content script of ours has our id too, but the address of the page that it runs in. */
const isOurPage = (sender: Port["sender"], { id, home }: Identity): boolean =>
  sender?.id === id && sender.url !== undefined && sender.url.startsWith(home);

const isName = (name: string): name is Name => Object.hasOwn(questions, name);

/**
 * The worker's one door: checks who asks, parses what is asked, and hands it to its handler. Strangers get no word back,
 * only a closed port.
 *
 * @returns The listener for `runtime.onConnect`.
 */
export const dispatcher =
  (handlers: Handlers, identity: Identity) =>
  (port: Port): void => {
    const { name } = port;
    if (!isOurPage(port.sender, identity) || !isName(name)) {
      port.disconnect();
      return;
    }
    const hungUp = new AbortController();
    port.onDisconnect.addListener(() => hungUp.abort());
    let asked = false;
    port.onMessage.addListener((message) => {
      if (asked) return; // one conversation, one question
      asked = true;
      void converse(name, message, handlers, port, hungUp.signal);
    });
  };

const converse = async <N extends Name>(
  name: N,
  message: unknown,
  handlers: Handlers,
  port: Port,
  signal: AbortSignal,
): Promise<void> => {
  const post = (words: Post<N>) => {
    if (!signal.aborted) port.postMessage(words);
  };
  try {
    post({ heard: true });
    const question = questions[name].safeParse(message);
    if (!question.success) throw new EarshotError("invalid_body", TEXT.notUnderstood);
    const tell = (news: News<N>) => post({ news });
    post({ answer: await handlers[name](question.data as Question<N>, { tell, signal }) });
  } catch (thrown) {
    post({ problem: problemOf(thrown) });
  }
};
