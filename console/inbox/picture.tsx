import { useEffect, useRef, useState } from "preact/hooks";
import type { CaptureMark } from "../../shared/contract/submission.ts";
import { Icon } from "../ui/icon.tsx";
import { MarkList, Spotlight } from "./marks.tsx";
import { text as inboxText } from "./text.ts";

type PictureProps = { address: string; width: number; height: number };

/** The picture as wide as there is room, and what was drawn on it in words; pressed, it fills the window. */
export const Picture = ({ address, width, height, marks = [] }: PictureProps & { marks?: readonly CaptureMark[] }) => {
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
      {open && <Viewer address={address} width={width} height={height} close={() => setOpen(false)} />}
    </>
  );
};

/** The picture alone, fitted to the window or pixel by pixel. Escape closes it, and focus goes back to where it was. */
const Viewer = ({ address, width, height, close }: PictureProps & { close: () => void }) => {
  const [actual, setActual] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="viewer" aria-label={inboxText.detail.picture} onClose={close}>
      <div class="viewer-bar">
        <button type="button" class="button" onClick={() => setActual(!actual)}>
          {actual ? inboxText.detail.pictureFit : inboxText.detail.pictureActual}
        </button>
        {/* Closed by the element itself: only then does focus go back to the button that opened it. */}
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          <Icon name="close" size={16} />
          {inboxText.detail.pictureClose}
        </button>
      </div>
      <div class={actual ? "viewer-area actual" : "viewer-area"} tabIndex={actual ? 0 : -1}>
        <img src={address} alt={inboxText.detail.pictureAlt(width, height)} width={width} height={height} />
      </div>
    </dialog>
  );
};
