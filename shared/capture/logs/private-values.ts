import { privateOf } from "./private-names.ts";
import { valueEnd } from "./value-end.ts";

/**
 * A name of which something is said, with the word before it: `token=`, `"password" : `, `API key: `, `user[token][0]=`, `密码：`, in quotes
 * of quotes too. Nothing in it can be read in two ways, so it costs no more than its length.
 */
const NAMED =
  /(?<![\p{L}\p{M}\w-])((?:[\p{L}\p{M}\w-]{1,40}\s)?[\p{L}\p{M}\w-]+(?:\[\w{0,20}\]|[\]\\"'`]){0,8})\s{0,8}([=:：＝]{1,3}>?)\s*/gu;

/**
 * Takes out of a text what is said of private names.
 *
 * @param mark What stands in its place.
 */
export const withoutPrivateValues = (text: string, mark: string): string => {
  let clean = "";
  let done = 0;
  NAMED.lastIndex = 0;
  for (let found = NAMED.exec(text); found; found = NAMED.exec(text)) {
    const [, name = "", sign = ""] = found;
    const from = NAMED.lastIndex;
    const howMuch = privateOf(name, sign.includes("="));
    const end = howMuch ? valueEnd(text, from, howMuch) : from;
    if (end === from) continue;
    clean += text.slice(done, from) + mark;
    done = end;
    NAMED.lastIndex = end;
  }
  return clean + text.slice(done);
};
