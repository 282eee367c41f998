import type { RefObject } from "preact";
import { hrefOf } from "../address.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { RecordView } from "./record-view.tsx";
import { DetailSkeleton } from "./skeleton.tsx";
import { text as inboxText } from "./text.ts";
import type { RecordState } from "./use-open-record.ts";
import type { RecordWork } from "./work-bar.tsx";

const text = inboxText.detail;

const Nothing = () => (
  <div class="nothing">
    <p>{text.none}</p>
    <p class="keys">
      <kbd>j</kbd>
      <kbd>k</kbd> {text.move}
      <kbd>Enter</kbd> {text.open}
      <kbd>Esc</kbd> {text.back}
    </p>
  </div>
);

const Content = ({ state, query, now, heading, work }: Omit<DetailProps, "choice" | "back">) => {
  switch (state.is) {
    case "none":
      return <Nothing />;
    case "loading":
      return <DetailSkeleton />;
    case "missing":
      return (
        <div class="nothing" role="alert">
          <h2>{text.missing}</h2>
          <p>{text.missingText}</p>
          <a class="button" href={hrefOf("inbox", [], query)}>
            {text.missingWay}
          </a>
        </div>
      );
    case "failed":
      return <Notice title={text.failed} error={state.error} retry={state.retry} />;
    case "ready":
      return <RecordView record={state.record} now={now} heading={heading} work={work} />;
  }
};

type DetailProps = {
  state: RecordState;
  /** What the list is narrowed to. */
  query: URLSearchParams;
  /** Whether there is a list to choose from. */
  choice: boolean;
  now: number;
  /** Of the record, once there is one: where focus goes when it is opened. */
  heading: RefObject<HTMLHeadingElement | null>;
  back: () => void;
  work: RecordWork;
};

/** The pane beside the list; on a phone, in its place. */
export const Detail = ({ choice, back, ...content }: DetailProps) => (
  <section class="detail-pane" aria-label={text.region}>
    <button type="button" class="button quiet back" onClick={back}>
      <Icon name="back" />
      {text.backToList}
    </button>
    <div class="detail-scroll" key={content.state.is === "ready" ? content.state.record.id : content.state.is}>
      {(choice || content.state.is !== "none") && <Content {...content} />}
    </div>
  </section>
);
