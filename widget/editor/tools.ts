import type { Tool } from "./desk.ts";

/** The tools in the order of their digits, by the names of their sentences, with a line drawing on a grid of 24. */
export const TOOLS = {
  select: { name: "toolSelect", path: "M6 4l12.5 7.2-5.6 1.5-2.9 5.1z" },
  arrow: { name: "toolArrow", path: "M5.5 18.5l13-13M9.5 5.5h9v9" },
  box: {
    name: "toolBox",
    path: "M6.5 6h11A1.5 1.5 0 0 1 19 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 16.5v-9A1.5 1.5 0 0 1 6.5 6z",
  },
  pen: { name: "toolPen", path: "M4.5 16.5c3-8 6.5-10.5 7.5-8.5s-4.5 8.5-1.5 9 4-5.5 6-5.5 .5 5 3 5" },
  highlight: { name: "toolHighlight", path: "M4.5 20h15M9 16.5l-.8-4L15.5 5l3.8 3.8-7.5 7.4zM8.2 12.5l3.6 3.7" },
  text: { name: "toolText", path: "M6 8V6h12v2M12 6v12.5M9.5 18.5h5" },
  pin: { name: "toolPin", path: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM10.3 9.8L12.5 8.2v7.8" },
  redact: { name: "toolRedact", path: "M4.5 8h15v8h-15zM4.5 9.5h15M4.5 11h15M4.5 12.5h15M4.5 14h15M4.5 15.5h15" },
  crop: { name: "toolCrop", path: "M7.5 3.5v13h13M3.5 7.5h13v13" },
} as const satisfies Record<Tool, { name: string; path: string }>;

export const TOOL_ORDER = Object.keys(TOOLS) as Tool[];
