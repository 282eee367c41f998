/** Outlines on a 24 by 24 grid. */
const PATHS = {
  idea: "M9.5 18h5M10.5 21h3M12 3a6 6 0 0 0-3.6 10.8c.7.5 1.1 1.3 1.1 2.2h5c0-.9.4-1.7 1.1-2.2A6 6 0 0 0 12 3Z",
  problem:
    "M12 8.5v4.5M12 16.4v.1M10.4 4.2 2.9 17.3a1.8 1.8 0 0 0 1.6 2.7h15a1.8 1.8 0 0 0 1.6-2.7L13.6 4.2a1.8 1.8 0 0 0-3.2 0Z",
  praise: "M12 20s-7.5-4.4-7.5-10.1A4.2 4.2 0 0 1 12 7.3a4.2 4.2 0 0 1 7.5 2.6C19.5 15.6 12 20 12 20Z",
  question: "M9.2 9.3a2.9 2.9 0 1 1 4.3 2.5c-.9.5-1.5 1.1-1.5 2.2M12 17.2v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z",
  other: "M20 12a7.5 7.5 0 0 1-11 6.6L4.5 20l1.3-4.2A7.5 7.5 0 1 1 20 12Z",
  back: "M14.5 5.5 8 12l6.5 6.5",
  close: "m6.5 6.5 11 11m0-11-11 11",
  copy: "M9 9h10.5v10.5H9zM5.5 15H4.5V4.5H15v1",
  check: "m5 12.5 4.7 4.7L19 7.5",
  external: "M13.5 4.5h6v6M19.5 4.5l-8.5 8.5M17.5 14v5.5h-13v-13H10",
  retry: "M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 4v4h-4",
  menu: "M4 7h16M4 12h16M4 17h16",
  inbox: "M4 13.5 6.5 5h11L20 13.5V19H4zM4 13.5h4.5l1.2 2.5h4.6l1.2-2.5H20",
  install: "M12 4v10m0 0 4-4m-4 4-4-4M5 19h14",
  keys: "M14.5 13.5a4.5 4.5 0 1 0-4.2-3L4 16.8V20h3.2l.8-.8V17h2.2l2.3-3.3c.6.2 1.3.3 2 .3ZM16 8.5v.1",
  webhooks: "M9 4.5 5.5 12H12l-2.5 7.5L18.5 10H12l2-5.5z",
  usage: "M5 19V11m4.7 8V5m4.6 14v-6M19 19V8",
  members:
    "M9.5 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3.5 19.5c0-3 2.7-5 6-5s6 2 6 5M16 5a3.2 3.2 0 0 1 0 6.2M17.5 14.8c1.8.7 3 2.4 3 4.7",
  audit: "M6 4h12v16H6zM9 8.5h6M9 12h6M9 15.5h3.5",
  privacy: "M12 3.5 5 6v5.5c0 4.3 2.9 7.6 7 9 4.1-1.4 7-4.7 7-9V6z",
  account: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.6-3.6 3.7-6 7.5-6s6.9 2.4 7.5 6",
  extensions: "M9.5 4.5a2 2 0 0 1 4 0V6H18v4.5h1a2 2 0 0 1 0 4h-1V19h-4.5v-1a2 2 0 0 0-4 0v1H5V6h4.5z",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l4.5 4.5",
  filter: "M4 6h16M7 12h10M10 18h4",
  more: "M5.5 12v.1M12 12v.1M18.5 12v.1",
  file: "M7 3.5h7l4 4V20.5H7zM13.5 3.5V8H18",
  leave: "M14 5H5.5v14H14M10 12h9.5m0 0L16 8.5m3.5 3.5L16 15.5",
  picture: "M4.5 5.5h15v13h-15zM4.5 15.5l4-4 3.5 3.5 3-2.5 4.5 4M15 9.2v.1",
} as const;

export type IconName = keyof typeof PATHS;

/** A small outline in the colour of its text. Decoration: the words stand beside it, or in the name of its button. */
export const Icon = ({ name, size = 18 }: { name: IconName; size?: number }) => (
  <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);
