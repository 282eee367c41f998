/** The sign of Earshot: arcs around a dot, an ear that listens. */
export const Mark = ({ size = 24 }: { size?: number }) => (
  <svg class="mark" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
    <path d="M5.2 6.2a8.7 8.7 0 1 1 11 13.1c-1.3.8-2.8 1.5-4.7 1.7" />
    <path d="M8.2 9.4a4.7 4.7 0 1 1 5.6 7.3" />
    <circle cx="11.3" cy="13" r="1.5" />
  </svg>
);
