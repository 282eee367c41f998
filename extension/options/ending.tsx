import type { Connection } from "../settings.ts";
import { TEXT } from "../text.ts";

/** A connection about to end, with what the history has of it. */
export type Ending = { connection: Connection; sent: number };

/** Asks, before a connection ends, whether what is remembered of it goes too. Escape leaves all as it is. */
export const EndingDialog = ({
  ending: { connection, sent },
  end,
  cancel,
}: {
  ending: Ending;
  end(forget: boolean): void;
  cancel(): void;
}) => (
  <dialog
    ref={(dialog) => void (dialog?.open === false && dialog.showModal())}
    aria-labelledby="ending"
    onClose={cancel}
  >
    <h2 id="ending">{TEXT.forgetTitle(connection.app.name)}</h2>
    <p class="muted">{TEXT.forgetIntro(sent)}</p>
    <div class="choices">
      <button type="button" class="primary" onClick={() => end(true)}>
        {TEXT.forgetAll}
      </button>
      <button type="button" class="quiet" onClick={() => end(false)}>
        {TEXT.forgetNothing}
      </button>
      <button type="button" class="quiet" onClick={cancel}>
        {TEXT.forgetCancel}
      </button>
    </div>
  </dialog>
);
