import { Component } from "preact";
import { jsonText } from "../../shared/transport/json-text.ts";
import { submissionOf } from "../submission.ts";
import type { View } from "../ui/view.ts";

/** So much of a picture is shown: all of it would be a page of letters for every line of words. */
const SHOWN = 48;

type State = { isOpen?: boolean; copied?: boolean };

/** The body of the request as it would go now, letter by letter. */
export class Exact extends Component<View, State> {
  private copy(body: string): void {
    navigator.clipboard.writeText(body).then(
      () => this.setState({ copied: true }),
      () => this.setState({ copied: false }),
    );
  }

  private body({ state, flow, say }: View, { copied }: State) {
    const body = jsonText(submissionOf(state, flow.world));
    const shown = body.replace(
      new RegExp(`("screenshotDataUrl":"[^"]{${SHOWN}})[^"]+`),
      (_, kept: string) => `${kept}…`,
    );
    return (
      <div>
        <p class="note">{say("contentsExactNote", { n: new TextEncoder().encode(body).length })}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by keyboard */}
        <section tabIndex={0} aria-label={say("contentsExact")}>
          <pre dir="ltr">{shown}</pre>
        </section>
        <button type="button" class="quiet" onClick={() => this.copy(body)}>
          {say(copied ? "contentsCopied" : "contentsCopy")}
        </button>
        <p class="note" role="status">
          {copied === false && say("contentsCopyFailed")}
        </p>
      </div>
    );
  }

  /** Its text is made only while somebody reads it: with a picture in it, it is long, and the form is drawn at each key. */
  override render(view: View, state: State) {
    const toggle = ({ currentTarget: it }: { currentTarget: HTMLDetailsElement }) =>
      this.setState({ isOpen: it.open }, () => it.open && it.scrollIntoView({ block: "start" }));
    return (
      <details onToggle={toggle}>
        <summary>{view.say("contentsExact")}</summary>
        {state.isOpen && this.body(view, state)}
      </details>
    );
  }
}
