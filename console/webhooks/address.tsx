import { useState } from "preact/hooks";
import { shortAddress } from "./short-address.ts";
import { text } from "./text.ts";

/** The address of a webhook. Where it may hold a secret it is shortened, and shown whole when somebody asks for it. */
export const WebhookAddress = ({ url }: { url: string }) => {
  const [shown, setShown] = useState(false);
  const short = shortAddress(url);
  const isWhole = short === url || `${short}/` === url;
  return (
    <span class="webhook-address">
      <bdi class="mono">{shown || isWhole ? url : short}</bdi>
      {!isWhole && (
        <button
          type="button"
          class="button quiet small"
          title={text.address.hidden}
          aria-expanded={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? text.address.hide : text.address.show}
        </button>
      )}
    </span>
  );
};
