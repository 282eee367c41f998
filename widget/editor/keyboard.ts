import { type Desk, redo, showAll, takeTool, undo, zoom } from "./desk.ts";
import { act, grasp, remove, rewrite, step } from "./hand.ts";
import { TOOL_ORDER } from "./tools.ts";

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing">;

export const larger = (desk: Desk): Desk => zoom(desk, 1.4);
export const smaller = (desk: Desk): Desk => zoom(desk, 1 / 1.4);

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const ON_PICTURE: Record<string, (desk: Desk) => Desk> = {
  Enter: act,
  " ": grasp,
  F2: rewrite,
  Delete: remove,
  Backspace: remove,
  "+": larger,
  "=": larger,
  "-": smaller,
  "0": showAll,
};

/**
 * What a key does to the desk, if it does. While letters are composed no key does: it is the input method's.
 *
 * @param isOnPicture Whether the focus is on the picture: elsewhere arrows, Enter and digits are what they are in any window.
 */
export const changeOf = (
  { key, ctrlKey, metaKey, altKey, shiftKey, isComposing }: Key,
  isOnPicture: boolean,
): ((desk: Desk) => Desk) | undefined => {
  if (isComposing || altKey) return undefined;
  if (ctrlKey || metaKey)
    return key === "y" || (shiftKey && key.toLowerCase() === "z") ? redo : key === "z" ? undo : undefined;
  if (!isOnPicture) return undefined;
  const arrow = ARROWS[key];
  // Hundredths of what is shown, or tenths.
  const size = shiftKey ? 0.1 : 0.01;
  if (arrow) return (desk) => step(desk, arrow[0] * size, arrow[1] * size);
  const tool = TOOL_ORDER[Number(key) - 1];
  return tool ? (desk) => takeTool(desk, tool) : ON_PICTURE[key];
};
