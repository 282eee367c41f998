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

/** What is kept of a message that is being written. */
export type Written = { words: DraftStore; files: KeptFiles };

/**
 * What was written before it was known which site it is about goes to it once it is, its files with it; unless there is something
 * already. Keeping files is a courtesy: words go without them, too.
 */
export const carry = async (from: Written, to: Written): Promise<void> => {
  const filesOf = ({ files }: Written) => files.read().catch(() => []);
  const [words, there] = await Promise.all([from.words.read(), to.words.read()]);
  const [files, filesThere] = await Promise.all([filesOf(from), filesOf(to)]);
  if (there?.content || filesThere.length > 0) return;
  if (words?.content) {
    await to.words.write(words);
    await from.words.drop(words.content);
  }
  if (files.length === 0) return;
  await to.files.keep(files);
  await from.files.keep([]);
};
