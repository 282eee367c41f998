import { Component } from "preact";
import { newIdempotencyKey } from "../../shared/api/idempotency-key.ts";
import type { Conversation, ConversationReply } from "../../shared/contract/conversation.ts";
import type { EarshotError } from "../../shared/errors.ts";
import { ifAllowed } from "../if-allowed.ts";
import { CONTENT } from "../limits.ts";
import type { Say, Texts } from "../text.ts";

type Props = {
  conversation: Conversation;
  say: Say;
  lang: string;
  storage: Storage | undefined;
  send: (content: string, idempotencyKey: string) => Promise<void>;
};
type State = { content: string; sending: boolean; said: keyof Texts | undefined; failed: boolean };

const SIGNED_OUT = ["invalid_user_token", "token_expired", "public_disabled"];

/** What was said, oldest first, and the field to answer in. */
export class Talk extends Component<Props, State> {
  /** Survives closing and a reload of this tab, as the form's own words do. */
  readonly #name = `earshot:answer:${this.props.conversation.id}`;
  /** Of this answer, however often it is tried: one whose receipt was lost is not sent twice. */
  #key: string | undefined;
  #field: HTMLTextAreaElement | null = null;
  #log: HTMLElement | null = null;
  override state: State = {
    content: ifAllowed(() => this.props.storage?.getItem(this.#name)) ?? "",
    sending: false,
    said: undefined,
    failed: false,
  };

  override componentDidMount(): void {
    this.#log?.scrollTo(0, this.#log.scrollHeight);
  }
  override componentDidUpdate({ conversation }: Props): void {
    if (conversation !== this.props.conversation) this.componentDidMount();
  }

  readonly #write = (content: string): void => {
    this.#key = undefined;
    this.setState({ content, said: undefined, failed: false });
    ifAllowed(() =>
      content ? this.props.storage?.setItem(this.#name, content) : this.props.storage?.removeItem(this.#name),
    );
  };

  readonly #send = async (): Promise<void> => {
    const { content, sending } = this.state;
    const length = content.trim().length;
    if (sending) return;
    if (length === 0 || length > CONTENT) {
      this.setState({ said: length === 0 ? "contentEmpty" : "contentTooLong", failed: true });
      this.#field?.focus();
      return;
    }
    this.#key ??= newIdempotencyKey();
    this.setState({ sending: true, said: undefined, failed: false });
    try {
      await this.props.send(content, this.#key);
      this.#write("");
      this.setState({ said: "repliesSent" });
      this.#field?.focus();
    } catch (problem) {
      const isSignedOut = SIGNED_OUT.includes((problem as EarshotError).code);
      this.setState({ said: isSignedOut ? "reasonSignIn" : "repliesFailed", failed: true });
    }
    this.setState({ sending: false });
  };

  override render({ conversation, say, lang }: Props, { content, sending, said, failed }: State) {
    const over = content.trim().length - CONTENT;
    const saying = (one: Pick<ConversationReply, "id" | "content" | "createdAt">, from: ConversationReply["from"]) => (
      <article key={one.id} class={from}>
        <p class="note">
          <b>{say(from === "team" ? "repliesTeam" : "repliesYou")}</b>{" "}
          <time dateTime={one.createdAt}>
            {new Date(one.createdAt).toLocaleString(lang, { dateStyle: "medium", timeStyle: "short" })}
          </time>
        </p>
        <p dir="auto">{one.content}</p>
      </article>
    );
    return (
      <>
        <div
          class="said"
          role="log"
          aria-labelledby="replies-title"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by keyboard
          tabIndex={0}
          ref={(log) => {
            this.#log = log;
          }}
        >
          {saying(conversation, "customer")}
          {conversation.replies.map((reply) => saying(reply, reply.from))}
        </div>
        <div class="answer">
          <label for="answer">{say("repliesField")}</label>
          <textarea
            id="answer"
            dir={content ? "auto" : undefined}
            rows={2}
            value={content}
            aria-invalid={failed ? "true" : "false"}
            aria-describedby="answer-note"
            ref={(field) => {
              this.#field = field;
            }}
            onInput={(event) => this.#write(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) void this.#send();
            }}
          />
          <p id="answer-note" class={failed ? "complaint" : "note"} role="status">
            {said && say(said, { n: Math.max(over, 0) })}
          </p>
          <button type="button" class="primary" aria-disabled={sending} onClick={() => void this.#send()}>
            {say(sending ? "storing" : "send")}
          </button>
        </div>
      </>
    );
  }
}
