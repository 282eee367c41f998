import { JSON_LIMITS } from "../json/inspect-json.ts";

/**
 * Parses what a product answers: strangers wrote parts of it. Members that change what an object is, and halves of characters, are taken
 * out. Nothing here goes deeper for each level, so that one item that is nested thousands deep ends no list.
 *
 * @throws SyntaxError
 */
export const parseAnswer = (bytes: Buffer): unknown => {
  const answer: Record<string, unknown> = { whole: JSON.parse(bytes.toString("utf8")) };
  const open = [answer];
  for (let node = open.pop(); node; node = open.pop())
    for (const [name, value] of Object.entries(node)) {
      if (name === "__proto__" || !name.isWellFormed()) delete node[name];
      else if (typeof value === "string") node[name] = value.toWellFormed();
      else if (typeof value === "object" && value !== null) open.push(value as Record<string, unknown>);
    }
  return answer.whole;
};

/** Whether it is deeper than any item that we take. */
export const isTooDeep = (value: unknown, levels: number = JSON_LIMITS.depth): boolean =>
  typeof value === "object" &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1)));
