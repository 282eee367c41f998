import { Component } from "preact";
import type { Conversation } from "../../shared/contract/conversation.ts";
import { ifAllowed } from "../if-allowed.ts";
import { focusWhenShown } from "../ui/focus.ts";
import { CHEVRON, Icon } from "../ui/icons.tsx";
import type { View } from "../ui/view.ts";
import { readConversations, sendAnswer } from "./ask.ts";
import css from "./replies.css?inline";
import { markSeen, unreadIn } from "./seen.ts";
import { Talk } from "./talk.tsx";

export { css };

const BUBBLE = "M20 11.5a7.5 7.5 0 0 1-11 6.6L4.5 19.5l1.4-4.3A7.5 7.5 0 1 1 20 11.5z";
const BACK = "M15 6l-6 6 6 6";

type State = {
  list: readonly Conversation[];
  isOpen: boolean;
  /** Which conversation is on the screen; none: the list of them. */
  shown: string | undefined;
};
const NOTHING: State = { list: [], isOpen: false, shown: undefined };

/**
 * What the team replied to earlier feedback of who is signed in: a line above the form, and what it opens. It asks when the form is
 * opened, each time, for whoever is signed in then; where that fails there is no line, and the form is as ever.
 */
class Replies extends Component<View, State> {
  override state = NOTHING;
  readonly #seen = ifAllowed(() => localStorage);
  readonly #answers = ifAllowed(() => sessionStorage);

  override componentDidMount(): void {
    void this.#ask();
  }
  override componentDidUpdate({ state }: View): void {
    const { visit, settings } = this.props.state;
    if (state.visit !== visit || state.settings.mode !== settings.mode) void this.#ask();
  }

  async #ask(): Promise<void> {
    const { ports, signal } = this.props.flow.world;
    const { visit, settings } = this.props.state;
    const user = settings.mode === "private" ? ports.asUser?.() : undefined;
    this.setState(NOTHING); // it may be somebody else's now
    const list = user && (await readConversations(user, signal).catch(() => undefined));
    if (list && this.props.state.visit === visit) this.setState({ list });
  }

  readonly #open = (): void => {
    const { list } = this.state;
    const [only, ...others] = list;
    this.setState({ isOpen: true });
    if (only && others.length === 0) this.#show(only);
  };

  #show(conversation: Conversation): void {
    this.setState({ shown: conversation.id });
    markSeen(conversation, this.#seen);
  }

  async #send(conversation: Conversation, content: string, idempotencyKey: string): Promise<void> {
    const { ports, signal } = this.props.flow.world;
    const user = ports.asUser?.();
    if (!user) throw Object.assign(new Error("Nobody is signed in."), { code: "invalid_user_token" });
    const reply = await sendAnswer(user, { conversation: conversation.id, content, idempotencyKey }, signal);
    const list = this.state.list.map((one) => {
      if (one.id !== conversation.id || one.replies.some(({ id }) => id === reply.id)) return one;
      const longer = { ...one, replies: [...one.replies, reply] };
      markSeen(longer, this.#seen);
      return longer;
    });
    this.setState({ list });
  }

  /** As large as the form it lies on. */
  readonly #unfold = (dialog: HTMLDialogElement | null): void => {
    if (!dialog || dialog.open) return;
    const form = dialog.parentElement?.closest<HTMLElement>(".shell");
    if (form?.localName === "dialog") dialog.style.minHeight = `${form.offsetHeight}px`;
    dialog.dataset.position = form?.dataset.position;
    dialog.showModal();
  };

  override render({ say, root }: View, { list, isOpen, shown }: State) {
    const unread = list.reduce((sum, one) => sum + unreadIn(one, this.#seen), 0);
    const lang = root.querySelector<HTMLElement>(".shell")?.lang || "en";
    const conversation = list.find(({ id }) => id === shown);
    const back = ({ currentTarget }: { currentTarget: Element }) => {
      if (conversation && list.length > 1) this.setState({ shown: undefined });
      else currentTarget.closest("dialog")?.close();
    };
    return (
      <>
        <div class="replied" role={unread > 0 ? "status" : undefined}>
          {list.length > 0 && (
            <button type="button" class={unread > 0 ? "new" : ""} onClick={this.#open}>
              <Icon path={BUBBLE} />
              <span>{unread > 0 ? say("repliesNew", { n: unread }) : say("repliesEarlier")}</span>
              <Icon path={CHEVRON} />
            </button>
          )}
        </div>
        {isOpen && (
          <dialog
            class="shell replies"
            aria-labelledby="replies-title"
            ref={this.#unfold}
            onClose={() => this.setState({ isOpen: false, shown: undefined })}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              event.preventDefault(); // in the window of an extension it would close all of it
              event.currentTarget.close();
            }}
          >
            <div class="top">
              <button type="button" class="icon" aria-label={say("repliesBack")} onClick={back}>
                <Icon path={BACK} />
              </button>
              <h2 id="replies-title" key={conversation?.id} tabIndex={-1} autofocus ref={focusWhenShown}>
                {say("repliesTitle")}
              </h2>
            </div>
            {conversation ? (
              <Talk
                key={conversation.id}
                {...{ conversation, say, lang, storage: this.#answers }}
                send={(content, idempotencyKey) => this.#send(conversation, content, idempotencyKey)}
              />
            ) : (
              <ul>
                {list.map((one) => (
                  <li key={one.id}>
                    <button type="button" onClick={() => this.#show(one)}>
                      <b dir="auto">{one.content}</b>
                      <span dir="auto">{one.replies.at(-1)?.content}</span>
                      {unreadIn(one, this.#seen) > 0 && <i>{say("repliesUnread")}</i>}
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </dialog>
        )}
      </>
    );
  }
}

export const Part = (view: View) => <Replies {...view} />;
