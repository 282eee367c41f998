/** Where a launcher stands: at an edge of the window, and how far along it, from 0 to 1: both ends are corners. */
export type Place = { edge: "top" | "bottom" | "left" | "right"; at: number };

/** Distance from the edges, in px, where no notch or bar of the device asks for more. */
const MARGIN = 20;
/** How near to a corner is in it, in px. */
const CORNER = 60;

const margin = (side: string): string => `max(${MARGIN}px, env(safe-area-inset-${side}, 0px))`;
const along = (at: number, from: string, to: string): string =>
  `calc(${margin(from)} + ${at} * (100% - ${margin(from)} - ${margin(to)}))`;

/** The place as CSS that keeps it in the window, whatever size that has or gets: nothing has to watch it. */
export const cssOf = ({ edge, at }: Place): string => {
  const share = Math.round(at * 1e3) / 1e3;
  const isSide = edge === "left" || edge === "right";
  const [x, y] = isSide ? [margin(edge), along(share, "top", "bottom")] : [along(share, "left", "right"), margin(edge)];
  const inset = {
    left: `${y} auto auto ${x}`,
    right: `${y} ${x} auto auto`,
    top: `${y} auto auto ${x}`,
    bottom: `auto auto ${y} ${x}`,
  }[edge];
  const back = `${-share * 100}%`;
  return `--place:${edge} ${share};inset:${inset};margin:0;translate:${isSide ? `0 ${back}` : `${back} 0`};writing-mode:${isSide ? "vertical-rl" : "horizontal-tb"}`;
};

/** What `cssOf` wrote, read again. */
export const placeOf = (css: string): Place | undefined => {
  const [, edge, at] = /--place:\s*(top|bottom|left|right) ([\d.]+)/.exec(css) ?? [];
  return edge ? { edge: edge as Place["edge"], at: Math.min(1, Number(at)) } : undefined;
};

type Box = { left: number; top: number; width: number; height: number };
type Size = { width: number; height: number };

const share = (start: number, length: number, room: number): number => {
  const free = room - length - 2 * MARGIN;
  if (start - MARGIN < CORNER) return 0;
  if (free - (start - MARGIN) < CORNER) return 1;
  return (start - MARGIN) / free;
};

/** The place at an edge that is nearest to where something is let go. A corner counts as top or bottom. */
export const nearest = (box: Box, room: Size): Place => {
  const x = share(box.left, box.width, room.width);
  const y = share(box.top, box.height, room.height);
  const far = {
    left: box.left,
    right: room.width - box.left - box.width,
    top: box.top,
    bottom: room.height - box.top - box.height,
  };
  const edge = (Object.keys(far) as Place["edge"][]).reduce((best, one) => (far[one] < far[best] ? one : best));
  if (edge === "top" || edge === "bottom") return { edge, at: x };
  if (y === 0 || y === 1) return { edge: y ? "bottom" : "top", at: edge === "left" ? 0 : 1 };
  return { edge, at: y };
};

export type Move = "left" | "right" | "top" | "bottom";

/** Where a move leads from a place: to the corner, or from corner to corner. `undefined`: it is there. */
export const moved = (from: Place, to: Move): Place | undefined => {
  const isSide = from.edge === "left" || from.edge === "right";
  const x = isSide ? Number(from.edge === "right") : Math.round(from.at);
  if (to === "top" || to === "bottom") return from.edge === to ? undefined : { edge: to, at: isSide ? x : from.at };
  const at = Number(to === "right");
  if (isSide) return from.edge === to ? undefined : { edge: to, at: from.at };
  return from.at === at ? undefined : { edge: from.edge, at };
};
