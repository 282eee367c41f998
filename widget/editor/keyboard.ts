import { atRest, type Desk, redo, showAll, takeTool, undo, zoom } from "./desk.ts";
import { act, remove, step } from "./hand.ts";
import { TOOL_ORDER } from "./tools.ts";

/** What a key means in the editor. `canvas`: only while the focus is on the picture; elsewhere it belongs to buttons. */
export type Command =
  | { do: "undo" | "redo" | "escape" }
  | { do: "act" | "remove" | "zoomIn" | "zoomOut" | "showAll" }
  | { do: "step"; x: number; y: number }
  | { do: "tool"; place: number };

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing">;

/** Shares of what is shown of the picture. */
const STEP = 0.01;
const BIG_STEP = 0.1;

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const ON_PICTURE: Record<string, "act" | "remove" | "zoomIn" | "zoomOut" | "showAll"> = {
  Enter: "act",
  " ": "act",
  Delete: "remove",
  Backspace: "remove",
  "+": "zoomIn",
  "=": "zoomIn",
  "-": "zoomOut",
  "0": "showAll",
};

/**
 * The command of a key, if it is one. While letters are composed no key is: it is the input method's.
 *
 * @param isOnPicture Whether the focus is on the picture: elsewhere arrows, Enter and digits are what they are in any window.
 */
export const commandOf = (event: Key, isOnPicture: boolean): Command | undefined => {
  const { key, shiftKey } = event;
  if (event.isComposing) return undefined;
  if (key === "Escape") return { do: "escape" };
  if (event.altKey) return undefined;
  if (event.ctrlKey || event.metaKey) {
    const letter = key.toLowerCase();
    if (letter === "y") return { do: "redo" };
    return letter === "z" ? { do: shiftKey ? "redo" : "undo" } : undefined;
  }
  if (!isOnPicture) return undefined;
  const arrow = ARROWS[key];
  if (arrow) {
    const share = shiftKey ? BIG_STEP : STEP;
    return { do: "step", x: arrow[0] * share, y: arrow[1] * share };
  }
  if (/^[1-9]$/.test(key)) return { do: "tool", place: Number(key) - 1 };
  const command = ON_PICTURE[key];
  return command && { do: command };
};

/** How much larger or smaller at each press. */
export const ZOOM_STEP = 1.4;

/** What a command does to the desk. */
export const obey = (desk: Desk, command: Command): Desk => {
  switch (command.do) {
    case "undo":
      return undo(desk);
    case "redo":
      return redo(desk);
    case "act":
      return act(desk);
    case "remove":
      return remove(desk);
    case "zoomIn":
      return zoom(desk, ZOOM_STEP);
    case "zoomOut":
      return zoom(desk, 1 / ZOOM_STEP);
    case "showAll":
      return showAll(desk);
    case "step":
      return step(desk, command.x, command.y);
    case "tool":
      return takeTool(desk, TOOL_ORDER[command.place] ?? desk.tool);
    case "escape":
      return atRest(desk);
  }
};
