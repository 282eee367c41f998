import { useRef, useState } from "preact/hooks";
import { TEXT } from "../text.ts";

/** The sites whose errors go along, each with the way to end that. Nothing where there are none. */
export const ErrorSites = ({
  initial,
  end,
}: {
  initial: string[];
  /** @returns Those that are left. */
  end(site: string): Promise<string[]>;
}) => {
  const [sites, setSites] = useState(initial);
  const [said, setSaid] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  if (initial.length === 0) return null;
  return (
    <section class="card" aria-labelledby="errors">
      <h2 id="errors" ref={heading} tabIndex={-1}>
        {TEXT.errorsTitle}
      </h2>
      <p class="muted">{TEXT.errorsIntro}</p>
      <ul>
        {sites.map((site) => (
          <li key={site}>
            <strong>{new URL(site).host}</strong>
            <button
              type="button"
              class="quiet"
              aria-label={TEXT.errorsEndFor(new URL(site).host)}
              onClick={async () => {
                try {
                  setSites(await end(site));
                  setSaid(TEXT.errorsEnded(new URL(site).host));
                  heading.current?.focus(); // the button is gone
                } catch {
                  setSaid(TEXT.unforeseen);
                }
              }}
            >
              {TEXT.errorsEnd}
            </button>
          </li>
        ))}
      </ul>
      <p class="muted" role="status">
        {said}
      </p>
    </section>
  );
};
