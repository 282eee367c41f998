import { Component, type ComponentChild, type ComponentChildren } from "preact";
import type { View } from "./view.ts";

/** A part of the form that is loaded when it is wanted, with the sheet it brings along. */
export type LaterPart = { Part: (view: View) => ComponentChild; css?: string };

type Props = View & {
  load: () => Promise<LaterPart>;
  /** What stands there when it does not come, above the button that tries again. */
  children?: ComponentChildren;
};

type State = Partial<LaterPart> & { failed?: boolean };

export class Later extends Component<Props, State> {
  readonly #load = (): void => {
    const { load, flow, whole, adopt } = this.props;
    void flow.run(async () => {
      try {
        const { Part, css } = await load();
        await whole(); // not sooner: the form may be drawn while its language is being learnt
        if (css) adopt(css);
        this.setState({ Part, failed: false });
      } catch (problem) {
        this.setState({ failed: true });
        throw problem;
      }
    });
  };

  override componentDidMount(): void {
    this.#load();
  }

  // What did not come is asked for again with whatever is tried next: by a button, or by opening the form once more.
  override componentDidUpdate({ state: before }: Props): void {
    if (this.state.failed && before.failed && !this.props.state.failed) this.#load();
  }

  override render({ load: _, children, ...view }: Props, { Part, failed }: State) {
    if (Part) return <Part {...view} />;
    return (
      failed && (
        <>
          {children}
          <button type="button" class="add again" onClick={this.#load}>
            {view.say("again")}
          </button>
        </>
      )
    );
  }
}
