/** Where the form opens, when the visitor has put the launcher there: `--place` of `cssOf`. */
export const sideOf = (place: string): string | undefined => {
  const [, edge = "", at] = /^\s*(\w+) ([\d.]+)/.exec(place) ?? [];
  if (!at) return undefined;
  return edge === "left" || edge === "right" ? edge : Number(at) < 0.5 ? "bottom-left" : "bottom-right";
};
