import { Component, createRef } from "preact";
import type { Say } from "../text.ts";
import { atRest, type Begun, type Desk, lensOf, newDesk, pan, resize, sceneOf, toPicture, zoom } from "./desk.ts";
import { Foot } from "./foot.tsx";
import { cursorAt, drag, press, release } from "./hand.ts";
import { Head } from "./head.tsx";
import { changeOf } from "./keyboard.ts";
import { paint } from "./paint.ts";
import { followPointers } from "./pointer.ts";
import type { Point, Scene } from "./scene.ts";
import { TextField } from "./text-field.tsx";

type Props = {
  /** What is drawn on. It stays open. */
  bitmap: ImageBitmap;
  /** What an earlier editing left on it. */
  begun: Begun | undefined;
  say: Say;
  /** The window it stands in: keys are heard there, wherever in it the focus is. */
  dialog: HTMLDialogElement;
  /** Called with what was drawn; with nothing when the picture is to stay as it was. */
  done: (scene?: Scene) => void;
};

type State = {
  desk: Desk;
  /** It was asked to close while there are marks: asked again, it drops them. */
  isLeaving: boolean;
};

/** Makes a change of the desk. Whatever the editor does is one. */
export type Change = (change: (desk: Desk) => Desk) => void;

/** The window of the editor: tools above, the picture, and what is done with all of it below. */
export class Editor extends Component<Props, State> {
  override state: State = {
    desk: newDesk(this.props.say, [this.props.bitmap.width, this.props.bitmap.height], [0, 0], this.props.begun),
    isLeaving: false,
  };

  private readonly ends = new AbortController();
  private readonly canvas = createRef<HTMLCanvasElement>();
  private painting = 0;
  /** The keyboard draws: its cross hair is shown. */
  private hasCross = false;

  private readonly change: Change = (change) => this.setState(({ desk }) => ({ desk: change(desk), isLeaving: false }));

  private readonly toCanvas = (): void => this.canvas.current?.focus({ preventScroll: true });

  private readonly leave = (): void => {
    const { desk, isLeaving } = this.state;
    if (!desk.history.at || isLeaving) this.props.done();
    else this.setState({ isLeaving: true });
  };

  private readonly finish = (): void => {
    const { desk } = this.state;
    this.props.done(desk.history.at ? sceneOf(desk) : undefined);
  };

  /** Escape, and the way back of a phone, which asks for it without a key: one thing at a time, the innermost first. */
  private readonly back = (event: Event): void => {
    event.preventDefault();
    const { pending, writing, chosen } = this.state.desk;
    if (!pending && !writing && chosen === undefined) this.leave();
    else {
      this.change(atRest);
      this.toCanvas();
    }
  };

  private readonly hear = (event: KeyboardEvent): void => {
    const isOnPicture = event.target === this.canvas.current;
    if (event.key === "Escape" && !event.isComposing) this.back(event);
    // In a text undo is the text's own.
    const change = (isOnPicture || !this.state.desk.writing) && changeOf(event, isOnPicture);
    if (!change) return;
    event.preventDefault();
    this.hasCross = true;
    this.change(change);
  };

  override componentDidMount(): void {
    const { signal } = this.ends;
    const { dialog } = this.props;
    const canvas = this.canvas.current!;
    const atPicture = (change: (desk: Desk, at: Point) => Desk) => (at: Point) =>
      this.change((desk) => change(desk, toPicture(lensOf(desk), at)));
    followPointers(
      canvas,
      {
        press: (at) => {
          const { writing } = this.state.desk;
          this.hasCross = false;
          this.toCanvas();
          // A press beside a text ends it, and begins nothing.
          if (!writing) atPicture(press)(at);
        },
        drag: atPicture(drag),
        release: () => this.change(release),
        drop: () => this.change(atRest),
        pan: (by) => this.change((desk) => pan(desk, by)),
        zoom: (factor, at) => this.change((desk) => zoom(desk, factor, at)),
      },
      signal,
    );
    const hover = ({ buttons, offsetX, offsetY }: PointerEvent) => {
      const { desk } = this.state;
      if (!buttons) canvas.style.cursor = cursorAt(desk, toPicture(lensOf(desk), [offsetX, offsetY]));
    };
    canvas.addEventListener("pointermove", hover, { signal });
    dialog.addEventListener("keydown", this.hear, { signal });
    dialog.addEventListener("cancel", this.back, { signal });
    const watch = new ResizeObserver(() =>
      this.setState(({ desk }) => ({ desk: resize(desk, [canvas.offsetWidth, canvas.offsetHeight]) })),
    );
    watch.observe(canvas);
    signal.addEventListener("abort", () => watch.disconnect());
  }

  // A hand moves more often than a screen is drawn.
  override componentDidUpdate(): void {
    this.painting ||= requestAnimationFrame(() => {
      this.painting = 0;
      const { canvas, hasCross } = this;
      if (canvas.current) paint(canvas.current, this.props.bitmap, this.state.desk, devicePixelRatio, hasCross);
    });
  }

  override componentWillUnmount(): void {
    this.ends.abort();
  }

  override render({ say }: Props, { desk, isLeaving }: State) {
    const { change, leave, finish } = this;
    const see = () => {
      this.hasCross = this.canvas.current?.matches(":focus-visible") ?? false;
      this.setState({});
    };
    return (
      <>
        <Head {...{ desk, change, say }} />
        <div class="stage" data-tool={desk.tool}>
          {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: an application is one, and takes every key */}
          <canvas
            ref={this.canvas}
            tabIndex={0}
            role="application"
            aria-label={say("pictureAlt")}
            aria-describedby="mark-help"
            onFocus={see}
            onBlur={see}
          />
          {desk.writing && <TextField {...{ desk, change, say }} at={desk.writing} leave={this.toCanvas} />}
        </div>
        <Foot {...{ desk, change, say, isLeaving, leave, finish }} />
        <p id="mark-help" hidden>
          {say("markHelp")}
        </p>
        <p class="unseen" role="status">
          {isLeaving ? say("markLeave") : desk.said}
        </p>
      </>
    );
  }
}
