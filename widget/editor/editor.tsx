import { Component, createRef } from "preact";
import type { Say } from "../text.ts";
import { atRest, type Desk, lensOf, newDesk, pan, resize, zoom } from "./desk.ts";
import { Foot } from "./foot.tsx";
import { drag, press, release } from "./hand.ts";
import { Head } from "./head.tsx";
import { commandOf, obey } from "./keyboard.ts";
import { toPicture } from "./lens.ts";
import { paint } from "./paint.ts";
import { followPointers } from "./pointer.ts";
import type { Point, Scene } from "./scene.ts";
import { spoken } from "./spoken.ts";
import { TextField } from "./text-field.tsx";

type Props = {
  /** What is drawn on. It stays open. */
  bitmap: ImageBitmap;
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
  override state: State = { desk: newDesk(this.props.bitmap, { width: 0, height: 0 }), isLeaving: false };

  private readonly ends = new AbortController();
  private readonly canvas = createRef<HTMLCanvasElement>();
  private painting = 0;
  /** The keyboard draws: its cross hair is shown. */
  private hasCross = false;

  private readonly change: Change = (change) => this.setState(({ desk }) => ({ desk: change(desk), isLeaving: false }));

  private readonly leave = (): void => {
    const { past } = this.state.desk.history;
    if (past.length === 0 || this.state.isLeaving) this.props.done();
    else this.setState({ isLeaving: true });
  };

  private readonly finish = (): void => {
    const { past, now } = this.state.desk.history;
    this.props.done(past.length > 0 ? now : undefined);
  };

  /** One thing at a time, the innermost first. */
  private escape(): void {
    const { pending, writing, chosen } = this.state.desk;
    if (!pending && !writing && chosen === undefined) this.leave();
    else {
      this.change(atRest);
      this.canvas.current?.focus();
    }
  }

  private hear(event: KeyboardEvent): void {
    const { target } = event;
    const command = commandOf(event, target === this.canvas.current);
    // In a text undo is the text's own.
    if (
      !command ||
      ((target as HTMLElement).localName === "input" && command.do !== "escape" && this.state.desk.writing)
    )
      return;
    event.preventDefault();
    if (command.do === "escape") this.escape();
    else {
      this.hasCross = true;
      this.change((desk) => obey(desk, command));
    }
  }

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
          const isWriting = this.state.desk.writing;
          this.hasCross = false;
          canvas.focus({ preventScroll: true });
          // A press beside a text ends it, and begins nothing.
          if (!isWriting) atPicture(press)(at);
        },
        drag: atPicture(drag),
        release: () => this.change(release),
        drop: () => this.change(atRest),
        pan: (x, y) => this.change((desk) => pan(desk, x, y)),
        zoom: (factor, at) => this.change((desk) => zoom(desk, factor, at)),
      },
      signal,
    );
    dialog.addEventListener("keydown", (event) => this.hear(event), { signal });
    // The way back of a phone asks for it without a key.
    const back = (event: Event) => {
      event.preventDefault();
      this.escape();
    };
    dialog.addEventListener("cancel", back, { signal });
    const watch = new ResizeObserver(() => {
      const { offsetWidth: width, offsetHeight: height } = canvas;
      this.setState(({ desk }) => ({ desk: resize(desk, { width, height }) }));
    });
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
    cancelAnimationFrame(this.painting);
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
          {desk.writing && (
            <TextField {...{ desk, change, say }} at={desk.writing} leave={() => this.canvas.current?.focus()} />
          )}
        </div>
        <Foot {...{ desk, change, say, isLeaving, leave, finish }} />
        <p id="mark-help" hidden>
          {say("markHelp")}
        </p>
        <p class="unseen" role="status">
          {isLeaving ? say("markLeave") : spoken(desk.said, say)}
        </p>
      </>
    );
  }
}
