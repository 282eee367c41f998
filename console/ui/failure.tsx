import { explain, requestOf } from "../explain.ts";
import { TEXT } from "../text.ts";

/** Why a change did not work, beside the button that asked for it. Draws nothing without an error. */
export const Failure = ({ error }: { error: unknown }) => {
  const request = requestOf(error);
  return (
    <div role="alert">
      {error !== undefined && (
        <p class="failure">
          {explain(error)} {request && <span class="fine mono">{TEXT.error.request(request)}</span>}
        </p>
      )}
    </div>
  );
};
