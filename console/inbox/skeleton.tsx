import { text as inboxText } from "./text.ts";

/** The shapes of rows to come. */
export const ListSkeleton = () => (
  <div role="status">
    <span class="hidden">{inboxText.inbox.loading}</span>
    {[1, 2, 3, 4, 5, 6].map((row) => (
      <div key={row} class="skeleton-row" aria-hidden="true">
        <span class="bone bone-round" />
        <span class="bone bone-short" />
        <span class="bone" />
        <span class="bone bone-long" />
      </div>
    ))}
  </div>
);

/** The shape of a record to come. */
export const DetailSkeleton = () => (
  <div class="record skeleton-record" role="status">
    <span class="hidden">{inboxText.detail.loading}</span>
    <span class="bone bone-short" aria-hidden="true" />
    <span class="bone" aria-hidden="true" />
    <span class="bone bone-long" aria-hidden="true" />
    <span class="bone bone-picture" aria-hidden="true" />
  </div>
);
