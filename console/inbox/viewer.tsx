import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Feedback } from "../../shared/contract/record.ts";
import type { CaptureMark } from "../../shared/contract/submission.ts";
import { markBox } from "../format/mark-place.ts";
import { Icon } from "../ui/icon.tsx";
import { gapName, isMasked } from "./gap-name.ts";
import { recordText } from "./record-text.ts";
import { text as inboxText } from "./text.ts";
import { useZoom } from "./use-zoom.ts";

const text = recordText.viewer;

export type Gap = NonNullable<NonNullable<Feedback["capture"]>["gaps"]>[number];

type ViewerProps = {
  address: string;
  width: number;
  height: number;
  marks: readonly CaptureMark[];
  gaps: readonly Gap[];
  /** How many pixels of the picture are one of the page. */
  ratio: number;
  close: () => void;
};

/** The picture alone, zoomed and moved; what was drawn, what is masked and what was left out are layers. Escape closes it. */
export const Viewer = ({ address, width, height, marks, gaps, ratio, close }: ViewerProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const area = useRef<HTMLElement>(null);
  const [showsMarks, setMarks] = useState(false);
  const [showsMasked, setMasked] = useState(false);
  const [showsGaps, setGaps] = useState(false);
  useLayoutEffect(() => dialog.current?.showModal(), []); // before the picture is fitted: a closed dialog has no size
  const { zoom, press, showAll, actual, zoomIn, zoomOut } = useZoom(area, width, height);
  const placed = gaps.flatMap(({ reason, rect }) => (rect ? [{ reason, rect }] : []));
  const masked = placed.filter(isMasked);
  const missing = placed.filter((gap) => !isMasked(gap));
  const box = (x: number, y: number, wide: number, high: number) => ({
    left: `${(x / width) * 100}%`,
    top: `${(y / height) * 100}%`,
    width: `${(wide / width) * 100}%`,
    height: `${(high / height) * 100}%`,
  });
  const toggle = (name: string, isOn: boolean, set: (on: boolean) => void, count: number) =>
    count > 0 && (
      <button type="button" class="button" aria-pressed={isOn} onClick={() => set(!isOn)}>
        {name} ({count})
      </button>
    );
  return (
    <dialog ref={dialog} class="viewer" aria-label={inboxText.detail.picture} onClose={close}>
      <div class="viewer-bar">
        {toggle(text.marks, showsMarks, setMarks, marks.length)}
        {toggle(text.masked, showsMasked, setMasked, masked.length)}
        {toggle(text.gaps, showsGaps, setGaps, missing.length)}
        <span class="viewer-zoom">
          <button type="button" class="button" aria-label={text.zoomOut} onClick={zoomOut}>
            −
          </button>
          <output class="viewer-scale">{Math.round(zoom.scale * 100)} %</output>
          <button type="button" class="button" aria-label={text.zoomIn} onClick={zoomIn}>
            +
          </button>
        </span>
        <button type="button" class="button" onClick={showAll}>
          {inboxText.detail.pictureFit}
        </button>
        <button type="button" class="button" onClick={actual}>
          {inboxText.detail.pictureActual}
        </button>
        {/* Closed by the element itself: only then does focus go back to the button that opened it. */}
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          <Icon name="close" size={16} />
          {inboxText.detail.pictureClose}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keys move what is in it */}
      <section ref={area} class="viewer-area" aria-label={text.area} tabIndex={0} onKeyDown={press}>
        <div
          class="viewer-sheet"
          style={{
            width: `${width}px`,
            height: `${height}px`,
            transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})`,
          }}
        >
          <img
            src={address}
            alt={inboxText.detail.pictureAlt(width, height)}
            width={width}
            height={height}
            draggable={false}
          />
          {showsMarks &&
            marks.map((mark, index) => {
              const [x, y, wide, high] = markBox(mark, width, height, Math.max(width, height) / 120);
              return (
                <span key={index} class="layer-box layer-mark" style={box(x, y, wide, high)}>
                  <b style={{ transform: `scale(${1 / zoom.scale})` }}>{index + 1}</b>
                </span>
              );
            })}
          {[...(showsMasked ? masked : []), ...(showsGaps ? missing : [])].map(({ reason, rect }) => (
            <span
              key={`${reason} ${Object.values(rect)}`}
              class={`layer-box ${isMasked({ reason }) ? "layer-masked" : "layer-gap"}`}
              style={box(rect.x * ratio, rect.y * ratio, rect.width * ratio, rect.height * ratio)}
            >
              <b style={{ transform: `scale(${1 / zoom.scale})` }}>
                <bdi>{gapName(reason)}</bdi>
              </b>
            </span>
          ))}
        </div>
      </section>
      {(showsMasked || showsGaps) && (
        <p class="viewer-note">
          {[showsMasked && text.maskedNote, showsGaps && text.gapsNote].filter(Boolean).join(" ")}
        </p>
      )}
    </dialog>
  );
};
