import { Mark } from "../mark.tsx";
import { TEXT } from "../text.ts";

/** The first thing a person sees: there is nowhere to send to yet. */
export const Welcome = ({ openOptions }: { openOptions(): void }) => (
  <section class="welcome" aria-labelledby="title">
    <Mark size={48} />
    <h1 id="title">{TEXT.welcomeTitle}</h1>
    <p class="muted">{TEXT.welcomeIntro}</p>
    <button type="button" class="primary" onClick={openOptions}>
      {TEXT.welcomeAction}
    </button>
  </section>
);
