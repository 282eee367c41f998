import type { ComponentChildren } from "preact";
import type { Asked } from "../ask.ts";
import { nameOfGone } from "../explain.ts";
import { TEXT } from "../text.ts";
import { Failure } from "./failure.tsx";
import { Gone } from "./gone.tsx";
import { Notice } from "./notice.tsx";
import { SkeletonLines } from "./skeleton-lines.tsx";

type RoomPageProps = {
  title: string;
  /** What one does here, in a sentence. */
  intro?: ComponentChildren;
  /** The one button that matters here, beside the title. */
  action?: ComponentChildren;
  children: ComponentChildren;
};

/** The page of every room but the inbox: a title, what one does here, and the rest below. */
export const RoomPage = ({ title, intro, action, children }: RoomPageProps) => (
  <main class="room" id="room" tabIndex={-1}>
    <div class="room-inside">
      <header class="room-head">
        <div>
          <h1>{title}</h1>
          {intro !== undefined && <p class="room-intro">{intro}</p>}
        </div>
        {action}
      </header>
      {children}
    </div>
  </main>
);

type ShownProps<Value> = {
  asked: Asked<Value>;
  again: () => Promise<void>;
  /** What could not be loaded, as the title of the failure. */
  failed: string;
  lines?: number;
  /** Takes away the filter of this name, where it names what is no longer there. */
  clear?: (name: string) => void;
  children: (value: Value) => ComponentChildren;
};

/** What was asked of the server, or a skeleton, or why not. What is there stays when a later look fails, and that is told above it. */
export const Shown = <Value,>({ asked, again, failed, lines, clear, children }: ShownProps<Value>) => {
  if (asked.is === "loading") return <SkeletonLines lines={lines ?? 4} label={TEXT.loading} />;
  const gone = asked.is === "failed" && clear ? nameOfGone(asked.error) : undefined;
  if (gone !== undefined && clear) return <Gone name={gone} clear={clear} />;
  if (asked.is === "failed") return <Notice title={failed} error={asked.error} retry={() => void again()} />;
  return (
    <>
      <Failure error={asked.error} />
      {children(asked.value)}
    </>
  );
};
