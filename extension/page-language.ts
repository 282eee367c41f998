import { LANGUAGE, say } from "./say.ts";

/** Says of a page of the extension's which language it is in and which way that is written, and puts its title there. */
export const settle = (page: Document, title: string): void => {
  page.documentElement.lang = LANGUAGE;
  page.documentElement.dir = say("direction");
  page.title = title;
};
