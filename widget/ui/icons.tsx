/** Line drawings on a grid of 24, in the colour of the text around them. They say nothing that the text does not. */
const PATHS = {
  mark: "M5.2 6.2a8.7 8.7 0 1 1 11 13.1c-1.3.8-2.8 1.5-4.7 1.7M8.2 9.4a4.7 4.7 0 1 1 5.6 7.3M11.2 13h.2",
  close: "M6 6l12 12M18 6 6 18",
  camera:
    "M4 8.5A1.5 1.5 0 0 1 5.5 7h2l1.2-1.8a1 1 0 0 1 .8-.4h5a1 1 0 0 1 .8.4L16.5 7h2A1.5 1.5 0 0 1 20 8.5v8A1.5 1.5 0 0 1 18.5 18h-13A1.5 1.5 0 0 1 4 16.5zM12 15.2a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  larger: "M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7",
  retake: "M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 4v4h-4",
  bin: "M5 7h14M10 7V5h4v2M7 7l.8 11.2a1 1 0 0 0 1 .8h6.4a1 1 0 0 0 1-.8L17 7",
  chevron: "M9 6l6 6-6 6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 7.5V12l3 2M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z",
  alert: "M12 8v5M12 16.3h.01M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z",
};

export const Icon = ({ name }: { name: keyof typeof PATHS }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
