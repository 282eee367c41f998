import { Component, createRef } from "preact";
import { reasonOf } from "../../shared/capture/screenshot/engine.ts";
import { pictureOfFile } from "../../shared/capture/screenshot/upload.ts";
import type { EarshotError } from "../../shared/errors.ts";
import type { Ports } from "../ports.ts";
import type { Texts } from "../text.ts";
import { focusIfLost } from "../ui/focus.ts";
import type { View } from "../ui/view.ts";
import css from "./offers.css?inline";
import { removePicture, takePicture } from "./take.ts";

export { css };

const ACCEPT = "image/png,image/jpeg,image/webp,image/gif,image/avif";

/** Why there is no picture, in the user's words. */
const sentenceOf = (problem: EarshotError): keyof Texts => {
  if (problem.code === "masking_failed") return "picturePrivate";
  switch (reasonOf(problem)) {
    case "page_too_large":
      return "pictureTooLarge";
    case "took_too_long":
      return "pictureTooSlow";
    case "denied":
      return "pictureDenied";
    case "not_this_page":
      return "pictureOtherTab";
    case "not_a_picture":
      return "pictureUnreadable";
    case "picture_too_large":
      return "pictureHeavy";
    case "not_loaded":
      return "notLoaded";
    default:
      return "pictureFailed";
  }
};

/** A picture among what is dropped or pasted; none where a text comes with it, such as the cells of a spread sheet. */
const pictureIn = (data: DataTransfer | null): File | undefined =>
  data?.getData("text/plain").trim() ? undefined : [...(data?.files ?? [])].find(({ type }) => /^image\//.test(type));

type State = { exact?: Ports["takeScreenshot"] };

/** What can be done where no picture could be taken. */
class Offers extends Component<View, State> {
  override state: State = {};
  readonly #ends = new AbortController();
  readonly #input = createRef<HTMLInputElement>();

  override componentDidMount(): void {
    const { flow, root } = this.props;
    const show = () => {
      if (root.activeElement?.localName === "textarea") return; // its field stays in sight of who is writing
      root.querySelector(".offers")?.scrollIntoView({ block: "nearest" });
    };
    show();
    void flow.world.ports.exactScreenshot?.().then(
      (exact) => this.setState({ exact }, show),
      () => {},
    );
    const shell = root.querySelector<HTMLElement>(".shell");
    const options = { capture: true, signal: this.#ends.signal };
    // Before it becomes a file among the others.
    const take = (event: Event, data: DataTransfer | null) => {
      const picture = pictureIn(data);
      if (!picture) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      shell?.removeAttribute("data-drop");
      this.#use(picture);
    };
    shell?.addEventListener("paste", (event) => take(event, event.clipboardData), options);
    shell?.addEventListener("drop", (event) => take(event, event.dataTransfer), options);
    shell?.addEventListener(
      "dragover",
      (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault(),
      options,
    );
  }

  override componentWillUnmount(): void {
    this.#ends.abort();
  }

  #use(file: File): void {
    void takePicture(this.props.flow, (signal) => pictureOfFile(file, signal), false);
  }

  override render({ state: { picture }, flow, say, root }: View, { exact }: State) {
    if (picture.state !== "failed") return null;
    return (
      <fieldset class="offers" aria-label={say("partPicture")}>
        <p class="note" role="alert">
          {say(sentenceOf(picture.problem))}
        </p>
        <div class="ways">
          {exact && (
            <button
              type="button"
              class="secondary"
              aria-describedby="exact-how"
              onClick={() => void takePicture(flow, exact)}
            >
              {say("pictureExact")}
            </button>
          )}
          <label class="chooser secondary">
            {say("pictureChoose")}
            <input
              ref={this.#input}
              type="file"
              accept={ACCEPT}
              aria-describedby="choose-how"
              onChange={({ currentTarget }) => {
                const [file] = currentTarget.files ?? [];
                if (file) this.#use(file);
              }}
            />
          </label>
          <button
            type="button"
            class="secondary"
            ref={focusIfLost}
            onClick={() => {
              root.querySelector<HTMLElement>(".tools .add")?.focus();
              removePicture(flow);
            }}
          >
            {say("pictureWithout")}
          </button>
        </div>
        {exact && (
          <p class="note" id="exact-how">
            {say("pictureExactHow")}
          </p>
        )}
        <p class="note" id="choose-how">
          {say("pictureChooseHow")}
        </p>
      </fieldset>
    );
  }
}

export const Part = (view: View) => <Offers {...view} />;
