import { OPTIONS } from "./known.ts";

/** Sentences for whoever builds the site, on the console: what is wrong, and what to do. Loaded when there is something to say. */
const METHODS = ["init", "open", "close", "identify", "setUserToken", "setMetadata", "on", "destroy", "push"];

/** How many letters have to be typed, dropped or changed. */
const distance = (one: string, other: string): number => {
  let row = [...other, ""].map((_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [at, mine] of [...other].entries())
      next.push(Math.min(next[at]! + 1, row[at + 1]! + 1, row[at]! + Number(letter !== mine)));
    row = next;
  }
  return row[row.length - 1]!;
};
const meant = (name: string, list: readonly string[]): string | undefined =>
  list
    .map((one) => ({ one, far: distance(name.toLowerCase(), one.toLowerCase()) }))
    .filter(({ far }) => far <= 2)
    .sort((a, b) => a.far - b.far)[0]?.one;

const attribute = (name: string): string => `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const names = Object.keys(OPTIONS);
const WRITE: Record<string, string> = {
  accent: "Write a CSS colour, such as #3451e0.",
  server: "Write the whole address, such as https://feedback.example.com.",
  locale: "Write a language tag, such as de or pt-BR.",
};

export const ADVICE = {
  missingKey: () =>
    'The script tag has no data-key: nothing is shown until Earshot.init({ key: "ear_pub_..." }) is called. The key is in the console, under "Keys".',
  emptyKey: () => 'The key is empty. Write the app\'s publishable key into data-key: it begins with "ear_pub_".',
  secretKey: () =>
    'This is a SECRET key, and everybody who visits this page can read it. Revoke it now, in the console under "Keys", and put a publishable key, "ear_pub_...", here instead.',
  otherKey: () =>
    'This is no publishable key: those begin with "ear_pub_". Copy it anew from the console, under "Keys".',
  shortKey: () => "The key is not whole: a publishable key has 57 characters. Copy it anew from the console.",
  attribute: (name: string) => {
    const one = meant(name, names);
    return one && `The script tag's ${attribute(name)} is not known: did you mean ${attribute(one)}?`;
  },
  option: (name: string) => {
    const one = meant(name, names);
    return `The option "${name}" of Earshot.init is not known${one ? `: did you mean "${one}"?` : `. There are: ${names.join(", ")}.`}`;
  },
  value: (name: string, value: string) =>
    `${attribute(name)} cannot be "${value}". ${WRITE[name] ?? `Write one of: ${OPTIONS[name]?.join(", ")}.`}`,
  calls: (calls: unknown[]) =>
    `Skipped, because there is no such method: ${calls
      .map((call) => {
        const name = Array.isArray(call) ? call[0] : undefined;
        if (typeof name !== "string") return "a call that is no list like [method, ...values]";
        const one = meant(name, METHODS);
        return `"${name}"${one ? ` (did you mean "${one}"?)` : ""}`;
      })
      .join(", ")}. The methods are: ${METHODS.join(", ")}.`,
  failed: (method: string, problem: unknown) => `Earshot.${method} could not do what it was told: ${problem}`,
  listener: (type: string, problem: unknown) => `A listener of yours for "${type}" has thrown: ${problem}`,
  away: (url: string) =>
    `The form could not be loaded from ${url}. Is the server reachable from here, and does the page's Content-Security-Policy allow its scripts? The next press tries again.`,
  twice: () => "The script tag stands in this page more than once. The first one counts: remove the others.",
};
