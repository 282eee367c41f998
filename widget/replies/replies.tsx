import { Component, type ComponentType } from "preact";
import type { Conversation } from "../../shared/contract/conversation.ts";
import { EarshotError } from "../../shared/errors.ts";
import { ifAllowed } from "../if-allowed.ts";
import { CHEVRON, Icon } from "../ui/icons.tsx";
import type { View } from "../ui/view.ts";
import { readConversations, sendAnswer } from "./ask.ts";
import css from "./replies.css?inline";
import { markSeen, unreadIn } from "./seen.ts";
import type { TalksProps } from "./talks.tsx";

export { css };

const BUBBLE = "M20 11.5a7.5 7.5 0 0 1-11 6.6L4.5 19.5l1.4-4.3A7.5 7.5 0 1 1 20 11.5z";

type State = {
  list: readonly Conversation[];
  /** What the line opens, while it is open. */
  Talks: ComponentType<TalksProps> | undefined;
};
const NOTHING: State = { list: [], Talks: undefined };

/**
 * What the team replied to earlier feedback of who is signed in: a line above the form, and what it opens. It asks when the form is
 * opened, each time, for whoever is signed in then; where that fails there is no line, and the form is as ever.
 */
class Replies extends Component<View, State> {
  override state = NOTHING;
  readonly #storage = ifAllowed(() => localStorage);

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
    const user = visit >= 0 && settings.mode === "private" ? ports.asUser?.() : undefined;
    this.setState(NOTHING); // it may be somebody else's now
    const list = user && (await readConversations(user, signal).catch(() => undefined));
    if (list && this.props.state.visit === visit) this.setState({ list });
  }

  readonly #open = (): void => {
    const { flow, adopt } = this.props;
    void flow.run(async () => {
      const { Talks, css } = await import("./talks.tsx");
      adopt(css);
      this.setState({ Talks });
    });
  };

  readonly #send: TalksProps["send"] = async ({ id: conversation }, content, idempotencyKey) => {
    const { ports, signal } = this.props.flow.world;
    const user = ports.asUser?.();
    if (!user) throw new EarshotError("invalid_user_token", "Nobody is signed in.");
    const reply = await sendAnswer(user, { conversation, content, idempotencyKey }, signal);
    const list = this.state.list.map((one) =>
      one.id === conversation && !one.replies.some(({ id }) => id === reply.id)
        ? { ...one, replies: [...one.replies, reply] }
        : one,
    );
    this.setState({ list });
  };

  override render({ say, root }: View, { list, Talks }: State) {
    const unread = (one: Conversation) => unreadIn(one, this.#storage);
    const n = list.reduce((sum, one) => sum + unread(one), 0);
    return (
      <>
        <div class="replied" role={n > 0 ? "status" : undefined}>
          {list.length > 0 && (
            <button type="button" class={n > 0 ? "new" : ""} onClick={this.#open}>
              <Icon path={BUBBLE} />
              <span>{n > 0 ? say("repliesNew", { n }) : say("repliesEarlier")}</span>
              <Icon path={CHEVRON} />
            </button>
          )}
        </div>
        {Talks && (
          <Talks
            {...{ list, unread, say, root }}
            send={this.#send}
            seen={(one) => {
              markSeen(one, this.#storage);
              this.forceUpdate();
            }}
            closed={() => this.setState({ Talks: undefined })}
          />
        )}
      </>
    );
  }
}

export const Part = (view: View) => <Replies {...view} />;
