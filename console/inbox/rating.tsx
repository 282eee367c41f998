import { text as inboxText } from "./text.ts";

const STAR = "m12 3.6 2.6 5.4 5.9.8-4.3 4.1 1.1 5.9L12 17l-5.3 2.8 1.1-5.9L3.5 9.8l5.9-.8Z";
const STARS = [1, 2, 3, 4, 5];

/** Stars for the eye, words for the ear. */
export const Rating = ({ rating }: { rating: number }) => (
  <p class="rating">
    {STARS.map((star) => (
      <svg
        key={star}
        viewBox="0 0 24 24"
        width="18"
        height="18"
        aria-hidden="true"
        class={star <= rating ? "full" : ""}
      >
        <path d={STAR} />
      </svg>
    ))}
    <span class="fine">{inboxText.detail.rating(rating)}</span>
  </p>
);
