import type { ComponentChildren } from "preact";
import { explain, requestOf } from "../explain.ts";
import { TEXT } from "../text.ts";
import { focusRoom } from "./focus-room.ts";
import { Icon } from "./icon.tsx";

/** Something failed: what, why, and a way to try again. */
export const Notice = ({ title, error, retry }: { title: ComponentChildren; error: unknown; retry?: () => void }) => {
  const request = requestOf(error);
  return (
    <div class="notice" role="alert">
      <Icon name="problem" size={28} />
      <h2>{title}</h2>
      <p>{explain(error)}</p>
      {request && <p class="fine mono">{TEXT.error.request(request)}</p>}
      {retry && (
        <button
          type="button"
          class="button"
          onClick={({ currentTarget }) => {
            focusRoom(currentTarget);
            retry();
          }}
        >
          <Icon name="retry" size={16} />
          {TEXT.tryAgain}
        </button>
      )}
    </div>
  );
};
