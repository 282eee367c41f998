import { learn, type Spoken } from "../../widget/language.ts";
import { type Say, sayIn } from "../../widget/text.ts";
import { LANGUAGE } from "../say.ts";
import { TEXT } from "../text.ts";

/** The form's sentences in the browser's language, for a part of it in a page of ours. What it says of who is signed out is here said of the connection. */
export const widgetSay = async (): Promise<Say> => {
  const heard: Spoken[] = [];
  await learn(LANGUAGE, (language) => void heard.push(language), new AbortController().signal)();
  const last = heard.at(-1);
  if (!last) throw new Error("no language was loaded");
  return sayIn(last, { reasonSignIn: TEXT.reasonConnection });
};
