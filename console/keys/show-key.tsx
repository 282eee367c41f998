import type { KeyAnswer, KeyText } from "../../shared/contract/key.ts";
import { keyKind } from "../../shared/contract/key-kinds.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Shown } from "../ui/room-page.tsx";
import { BaseAddress } from "./base-address.tsx";
import { text } from "./text.ts";

/** The text of a key that is kept. It is asked for when somebody wants to see it, which the audit log notes, and is gone with the sheet. */
export const ShowKey = ({ of, closed }: { of: KeyAnswer; closed: () => void }) => {
  const { api } = useConsole();
  const { product } = keyKind(of.kind);
  const [asked, again] = useAsked(
    (signal) => api.ask<KeyText>(ROUTES.keyText, { path: { id: of.id }, signal }),
    [of.id],
  );
  return (
    <Dialog title={text.showing.title(of.name)} closed={closed}>
      <div class="shown-key">
        <p class="prose">{text.showing.text}</p>
        <Shown asked={asked} again={again} failed={text.showing.failed} lines={1}>
          {({ text: secret }) => (
            <div class="code-line">
              <code>{secret}</code>
              <CopyButton value={secret} what={text.made.key} />
            </div>
          )}
        </Shown>
        {product && <BaseAddress of={product} />}
      </div>
    </Dialog>
  );
};
