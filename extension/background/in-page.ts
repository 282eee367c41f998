import type * as z from "zod/mini";
import browser from "../browser.ts";

/**
 * Calls a function in a tab's page, in the extension's own world there, where an injected file has left what it needs.
 *
 * @returns What it gave back, parsed: a page is no witness to be trusted. `undefined` where it gave nothing.
 */
export const askPage = async <T>(
  tabId: number,
  schema: z.ZodMiniType<T>,
  func: (...args: never[]) => unknown,
  args: (number | string)[] = [],
): Promise<T | undefined> => {
  const asked = { target: { tabId }, func: func as () => unknown, args };
  const found = (await browser.scripting.executeScript(asked))[0]?.result;
  return found === undefined || found === null ? undefined : schema.parse(found);
};

/** The same where the file may not be there yet: a question that gets no answer is put again once it was injected. */
export const askInjected = async <T>(
  tabId: number,
  script: string,
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> => {
  const found = await ask();
  if (found !== undefined) return found;
  // The leading slash: without it, Firefox looks beside the page that called.
  await browser.scripting.executeScript({ target: { tabId }, files: [`/${script}`] });
  return ask();
};
