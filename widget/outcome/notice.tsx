import { Icon } from "../ui/icons.tsx";
import type { View } from "../ui/view.ts";
import css from "./notice.css?inline";

export { css };

const ALERT = "M12 8v5M12 16.3h.01M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z";

/** Something of an earlier visit was refused, and waits for its writer. */
export const Part = ({ flow, say }: View) => (
  <p class="notice">
    <Icon path={ALERT} />
    <span>{say("refusedEarlier")}</span>
    <button type="button" class="link" onClick={() => void flow.sending().then((it) => it.showRefused())}>
      {say("refusedShow")}
    </button>
  </p>
);
