import type { Fetch } from "../shared/api/request.ts";
import { CATEGORIES, type Category, MODES, type Mode } from "../shared/contract/enumerations.ts";
import type { ROUTES } from "../shared/contract/routes.ts";
import { own } from "../shared/own.ts";
import { ourRootIn } from "./host.ts";
import { POSITIONS, type Position, SCREENSHOTS, THEMES, type Theme } from "./options.ts";
import type { Texts } from "./text.ts";

/** A copy, checked by its type: the list of all routes would be more than the rest of this file. */
const PATH: (typeof ROUTES)["config"] = "/v1/config";

type Ask = "ask" | "off";

/** What an app's owner has set for its form, as far as this form understands it. What is `undefined` was not said. */
export type Settings = {
  mode: Mode | undefined;
  form: {
    /** In this order; none: the question is not asked. */
    categories: readonly Category[] | undefined;
    rating: boolean | undefined;
    email: Ask | undefined;
    screenshot: Ask | undefined;
    /** Words to choose from. */
    tags: readonly string[] | undefined;
  };
  theme: { scheme: Theme | undefined; accent: string | undefined; position: Position | undefined };
  texts: Partial<Texts>;
  /** Whose images the server fetches for pictures. */
  imageHosts: readonly string[] | undefined;
};

const oneOf = <T>(list: readonly T[], given: unknown): T | undefined => list.find((one) => one === given);
const listOf = <T>(given: unknown, known: (one: unknown) => one is T): T[] | undefined =>
  Array.isArray(given) ? [...new Set(given.filter(known))] : undefined;
const isString = (given: unknown): given is string => typeof given === "string";
/** Its own members: what a page has put on `Object.prototype` was not set by anybody. */
const objectOf = (given: unknown): Record<string, unknown> =>
  own(Object(given) === given ? (given as object) : {}) as never;

/** Takes what is understood and leaves the rest: a newer server may say more, and whatever it says, the form opens. */
export const parseSettings = (given: unknown): Settings => {
  const { mode, form, theme, texts, imageRelay } = objectOf(given);
  const { categories, rating, email, screenshot, tags } = objectOf(form);
  const { scheme, accent, position } = objectOf(theme);
  return {
    mode: oneOf(MODES, mode),
    form: {
      categories: listOf(categories, (one): one is Category => oneOf(CATEGORIES, one) !== undefined),
      rating: oneOf([true, false], rating),
      email: oneOf(SCREENSHOTS, email),
      screenshot: oneOf(SCREENSHOTS, screenshot),
      tags: listOf(tags, isString),
    },
    theme: {
      scheme: oneOf(THEMES, scheme),
      accent: isString(accent) ? accent : undefined,
      position: oneOf(POSITIONS, position),
    },
    texts: Object.fromEntries(Object.entries(objectOf(texts)).filter(([, sentence]) => isString(sentence))),
    imageHosts: listOf(objectOf(imageRelay).hosts, isString),
  };
};

/** The page's, unless a script of the page has put its own over it: one that adds headers cannot ask across origins. */
const browsersFetch = (): Fetch | Promise<Fetch> =>
  /^function fetch\(\)\s*\{\s*\[native code\]/.test(String(window.fetch))
    ? window.fetch
    : import("../shared/capture/native-fetch.ts").then((it) => it.nativeFetch(window, ourRootIn(document)));

/**
 * Asks the server how the app's form shall be. The browser's own cache answers for a minute, and asks by `ETag` after that.
 *
 * @param given @default the browser's own `fetch`
 * @returns `undefined` when there is no answer that helps: then the form is as the site says, and delivery tells what is wrong. Only a
 *   refusal is worth a line on the console now: whoever builds the site should read it when they open the form, not when they send.
 */
export const readSettings = async (
  { server, key }: { server: string; key: string },
  signal: AbortSignal,
  given?: Fetch,
): Promise<Settings | undefined> => {
  try {
    const init = {
      headers: own({ Authorization: `Bearer ${key}` }),
      credentials: "omit",
      referrerPolicy: "strict-origin-when-cross-origin",
      signal,
    } as const;
    const fetch = given ?? (await browsersFetch());
    const answer = await fetch(server + PATH, own(init));
    const body = objectOf(await answer.json());
    if (answer.ok) return parseSettings(body);
    const { code, message } = objectOf(body.error);
    // biome-ignore lint/suspicious/noConsole: nothing else can tell the site's owner. No message holds a key.
    if (answer.status === 401 || answer.status === 403) console.warn(`[earshot] ${code}: ${message}`);
  } catch {
    // Away, blocked, cancelled, or somebody else answered.
  }
  return undefined;
};
