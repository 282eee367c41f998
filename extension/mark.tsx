/** The sign of Earshot, as on the extension's icon: arcs around a dot, an ear that listens. Decoration only. */
export const Mark = ({ size = 32 }: { size?: number }) => (
  <svg class="mark" width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
    <rect width="32" height="32" rx="8" fill="currentColor" />
    <g
      class="mark-lines"
      transform="translate(1.6 2.8) scale(1.1)"
      stroke="currentColor"
      stroke-width="2.3"
      stroke-linecap="round"
    >
      <path d="M6 6.6a8.6 8.6 0 1 1 9.6 13.6" />
      <path d="M8.6 9.7a4.6 4.6 0 1 1 5.1 6.8" />
      <circle cx="11.6" cy="13" r="1.3" fill="currentColor" stroke="none" />
    </g>
  </svg>
);
