/** What a site may say, and for what has a list of answers: those. */
export const OPTIONS: Record<string, readonly string[] | undefined> = {
  key: undefined,
  server: undefined,
  position: ["bottom-right", "bottom-left", "right", "left"],
  theme: ["auto", "light", "dark"],
  accent: undefined,
  locale: undefined,
  launcher: ["button", "none"],
  launcherText: undefined,
  screenshot: ["ask", "off"],
  tags: undefined,
  texts: undefined,
};

/** Own members only: every object has a `constructor`. */
const isOption = (name: string): boolean => Object.keys(OPTIONS).includes(name);

/** A name that could be meant for one of ours. Other tools have `data-*` attributes of their own on a script tag. */
const looksMeant = (name: string): boolean =>
  Object.keys(OPTIONS).some((one) => one[0] === name[0] && Math.abs(one.length - name.length) < 3);

const isLocale = (name: string): boolean => {
  try {
    return Intl.getCanonicalLocales(name.replaceAll("_", "-")).length > 0;
  } catch {
    return false;
  }
};

/** What of a site's options cannot be meant as it stands, by name. Small: whoever uses a form on a sound page has loaded this too. */
export const oddities = (
  given: object,
  isTag: boolean,
): [about: "option" | "value" | "attribute", name: string, value: unknown][] =>
  Object.entries(given).flatMap(([name, value]): ReturnType<typeof oddities> => {
    if (!isOption(name)) return isTag ? (looksMeant(name) ? [["attribute", name, ""]] : []) : [["option", name, ""]];
    if (value === undefined || value === "" || typeof value === "object") return [];
    const text = String(value);
    const isSound =
      name === "accent"
        ? CSS.supports("color", text)
        : name === "server"
          ? /^https?:\/\//.test(text)
          : name === "locale"
            ? isLocale(text)
            : (OPTIONS[name]?.includes(text) ?? true);
    return isSound ? [] : [["value", name, text]];
  });
