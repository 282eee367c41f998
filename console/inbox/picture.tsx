import { useState } from "preact/hooks";
import type { CaptureMark } from "../../shared/contract/submission.ts";
import { Icon } from "../ui/icon.tsx";
import { MarkList, Spotlight } from "./marks.tsx";
import { text as inboxText } from "./text.ts";
import { type Gap, Viewer } from "./viewer.tsx";

type PictureProps = {
  address: string;
  width: number;
  height: number;
  marks?: readonly CaptureMark[];
  gaps?: readonly Gap[];
  /** How many pixels of the picture are one of the page. */
  ratio?: number;
};

/** The picture as wide as there is room, and what was drawn on it in words; pressed, it fills the window. */
export const Picture = ({ address, width, height, marks = [], gaps = [], ratio = 1 }: PictureProps) => {
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const [at, light] = useState<number>();
  const lit = at === undefined ? undefined : marks[at];
  const list = marks.length > 0 && <MarkList marks={marks} light={light} />;
  if (failed)
    return (
      <>
        <p class="picture-failed">
          <Icon name="picture" /> {inboxText.detail.pictureFailed}
        </p>
        {list}
      </>
    );
  return (
    <>
      <button type="button" class="picture" aria-label={inboxText.detail.pictureOpen} onClick={() => setOpen(true)}>
        <img
          src={address}
          alt={inboxText.detail.pictureAlt(width, height)}
          width={width}
          height={height}
          decoding="async"
          onError={() => setFailed(true)}
        />
        {lit && <Spotlight mark={lit} width={width} height={height} />}
      </button>
      {list}
      {open && (
        <Viewer
          address={address}
          width={width}
          height={height}
          marks={marks}
          gaps={gaps}
          ratio={ratio}
          close={() => setOpen(false)}
        />
      )}
    </>
  );
};
