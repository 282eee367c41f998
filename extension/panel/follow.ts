import type { KeptFiles } from "../../widget/attachments/kept-files.ts";
import type { DraftStore } from "../../widget/draft.ts";
import { siteOf, type Tab } from "../popup/tab-facts.ts";

/** Whether the form goes on as it is: its words are kept by site, its picture is of one tab. */
export const isSamePlace = (before: Tab, now: Tab): boolean => before.id === now.id && siteOf(before) === siteOf(now);

/**
 * Whether the browser tells us of the tab: since a click on the action in it, until it leaves the site; and where the site's errors go
 * along, though there is no picture without a click there either.
 */
export const isKnown = ({ url }: Tab): boolean => url !== undefined;

/** Files that were added before it was known which site they are about go to it once it is; unless there are others already. */
export const carryFiles = async (from: KeptFiles, to: KeptFiles): Promise<void> => {
  const [files, there] = [await from.read(), await to.read()];
  if (files.length === 0 || there.length > 0) return;
  await to.keep(files);
  await from.keep([]);
};

/** Words written before it was known which site they are about go to it once it is; unless there are others already. */
export const carry = async (from: DraftStore, to: DraftStore): Promise<void> => {
  const [words, there] = [await from.read(), await to.read()];
  if (!words?.content || there?.content) return;
  await to.write(words);
  await from.drop(words.content);
};
