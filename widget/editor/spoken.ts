import type { Say } from "../text.ts";
import type { Said } from "./desk.ts";
import { TOOLS } from "./tools.ts";

const sentence = (said: Said, say: Say): string => {
  if (said.name === "markAt") {
    const { x, y, width, height } = said;
    const at = say("markAt", { x, y });
    return width === undefined || height === undefined ? at : `${at}. ${say("markSize", { width, height })}`;
  }
  return said.name === "markCount"
    ? say(said.name, { n: said.n })
    : say(said.name, { tool: say(TOOLS[said.tool].name) });
};

/** What happened, in the visitor's language. */
export const spoken = (said: readonly Said[], say: Say): string => said.map((one) => sentence(one, say)).join(". ");
