import { Component } from "preact";
import type { Conversation } from "../../shared/contract/conversation.ts";
import { ifAllowed } from "../if-allowed.ts";
import type { Say } from "../text.ts";
import { focusWhenShown } from "../ui/focus.ts";
import { Icon } from "../ui/icons.tsx";
import { Talk } from "./talk.tsx";
import css from "./talks.css?inline";

export { css };

const BACK = "M15 6l-6 6 6 6";

export type TalksProps = {
  list: readonly Conversation[];
  /** How many replies of it are new. */
  unread: (conversation: Conversation) => number;
  /** It is on the screen, with all its replies. */
  seen: (conversation: Conversation) => void;
  send: (conversation: Conversation, content: string, idempotencyKey: string) => Promise<void>;
  closed: () => void;
  say: Say;
  root: ShadowRoot;
};

/** The conversations in a window of their own above the form: closed, the focus is back where it was. One alone is shown at once. */
export class Talks extends Component<TalksProps, { shown: string | undefined }> {
  override state = { shown: this.props.list.length === 1 ? this.props.list[0]?.id : undefined };
  readonly #storage = ifAllowed(() => sessionStorage);

  #shown(): Conversation | undefined {
    return this.props.list.find(({ id }) => id === this.state.shown);
  }

  /** Told once as it stands: where nothing can be remembered it stays new. */
  #told: Conversation | undefined;
  override componentDidMount(): void {
    const shown = this.#shown();
    if (!shown || shown === this.#told) return;
    this.#told = shown;
    this.props.seen(shown);
  }
  override componentDidUpdate(): void {
    this.componentDidMount();
  }

  /** As large as the form it lies on. */
  readonly #unfold = (dialog: HTMLDialogElement | null): void => {
    if (!dialog || dialog.open) return;
    const form = this.props.root.querySelector<HTMLElement>(".shell");
    if (form?.localName === "dialog") dialog.style.minHeight = `${form.offsetHeight}px`;
    dialog.dataset.position = form?.dataset.position;
    dialog.showModal();
  };

  override render({ list, unread, send, closed, say, root }: TalksProps) {
    const shown = this.#shown();
    return (
      <dialog
        class="shell replies"
        aria-labelledby="replies-title"
        ref={this.#unfold}
        onClose={closed}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault(); // in the window of an extension it would close all of it
          event.currentTarget.close();
        }}
      >
        <div class="top">
          <button
            type="button"
            class="icon"
            aria-label={say("repliesBack")}
            onClick={({ currentTarget }) => {
              if (shown && list.length > 1) this.setState({ shown: undefined });
              else currentTarget.closest("dialog")?.close();
            }}
          >
            <Icon path={BACK} />
          </button>
          <h2 id="replies-title" key={shown?.id} tabIndex={-1} autofocus ref={focusWhenShown}>
            {say("repliesTitle")}
          </h2>
        </div>
        {shown ? (
          <Talk
            key={shown.id}
            conversation={shown}
            say={say}
            lang={root.querySelector<HTMLElement>(".shell")?.lang || "en"}
            storage={this.#storage}
            send={(content, idempotencyKey) => send(shown, content, idempotencyKey)}
          />
        ) : (
          <ul>
            {list.map((one) => (
              <li key={one.id}>
                <button type="button" onClick={() => this.setState({ shown: one.id })}>
                  <b dir="auto">{one.content}</b>
                  <span dir="auto">{one.replies.at(-1)?.content}</span>
                  {unread(one) > 0 && <i>{say("repliesUnread")}</i>}
                </button>
              </li>
            ))}
          </ul>
        )}
      </dialog>
    );
  }
}
