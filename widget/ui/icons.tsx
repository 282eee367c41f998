/** Line drawings on a grid of 24, in the colour of the text around them. They say nothing that the text does not. */
export const Icon = ({ path }: { path: string }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={path} />
  </svg>
);

/** Those of the form's first sight; each later part has its own. */
export const MARK = "M5.2 6.2a8.7 8.7 0 1 1 11 13.1c-1.3.8-2.8 1.5-4.7 1.7M8.2 9.4a4.7 4.7 0 1 1 5.6 7.3M11.2 13h.2";
export const CLOSE = "M6 6l12 12M18 6 6 18";
export const CAMERA =
  "M4 8.5A1.5 1.5 0 0 1 5.5 7h2l1.2-1.8a1 1 0 0 1 .8-.4h5a1 1 0 0 1 .8.4L16.5 7h2A1.5 1.5 0 0 1 20 8.5v8A1.5 1.5 0 0 1 18.5 18h-13A1.5 1.5 0 0 1 4 16.5zM12 15.2a3 3 0 1 0 0-6 3 3 0 0 0 0 6z";
export const CHEVRON = "M9 6l6 6-6 6";
