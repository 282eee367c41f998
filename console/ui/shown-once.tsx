import type { ComponentChildren } from "preact";
import { TEXT } from "../text.ts";
import { CopyButton } from "./copy-button.tsx";

/** A secret that the server shows this once: to be copied now, and told so. Of one that can be seen again, `told` says that instead. */
export const ShownOnce = ({
  secret,
  what,
  told = TEXT.shownOnce,
  children,
}: {
  secret: string;
  what: string;
  told?: string;
  children?: ComponentChildren;
}) => (
  <section class="shown-once" aria-label={what}>
    <p>
      <strong>{told}</strong> {children}
    </p>
    <div class="code-line">
      <code>{secret}</code>
      <CopyButton value={secret} what={what} />
    </div>
  </section>
);
