import type { Tool } from "./desk.ts";

/** The tools in the order of their digits: the name of each one's sentence, and its line drawing on a grid of 24. */
export const TOOLS = {
  select: ["toolSelect", "M6 4l12.5 7.2-5.6 1.5-2.9 5.1z"],
  arrow: ["toolArrow", "M5.5 18.5l13-13M9.5 5.5h9v9"],
  box: ["toolBox", "M5 6h14v12H5z"],
  pen: ["toolPen", "M4.5 16.5c3-8 6.5-10.5 7.5-8.5s-4.5 8.5-1.5 9 4-5.5 6-5.5.5 5 3 5"],
  highlight: ["toolHighlight", "M4.5 20h15M9 16.5l-.8-4L15.5 5l3.8 3.8-7.5 7.4zM8.2 12.5l3.6 3.7"],
  text: ["toolText", "M6 8V6h12v2M12 6v12.5M9.5 18.5h5"],
  pin: ["toolPin", "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM10.3 9.8l2.2-1.6V16"],
  redact: ["toolRedact", "M4.5 8h15v8h-15zM5 9.5h14M5 11h14M5 12.5h14M5 14h14"],
  crop: ["toolCrop", "M7.5 3.5v13h13M3.5 7.5h13v13"],
} as const satisfies Record<Tool, readonly [string, string]>;

export const TOOL_ORDER = Object.keys(TOOLS) as Tool[];
