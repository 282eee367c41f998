/** The directives that decide over images, the first that is there alone. */
const DIRECTIVES = ["img-src", "default-src"];

/** Whether one policy lets images be `data:`; `undefined` where it says nothing of images. */
const imagesByOne = (policy: string): boolean | undefined => {
  const rules = new Map<string, string[]>();
  for (const rule of policy.split(";")) {
    const [name = "", ...sources] = rule.trim().toLowerCase().split(/\s+/);
    if (!rules.has(name)) rules.set(name, sources); // the first of a name counts
  }
  const sources = DIRECTIVES.map((name) => rules.get(name)).find((one) => one !== undefined);
  // An asterisk stands for the schemes of the network only.
  return sources?.includes("data:");
};

/**
 * What the text of a Content-Security-Policy says of `data:` images: as a header it may be several policies, and each of them
 * must allow them.
 *
 * @returns `undefined` where it says nothing of images, which allows them.
 */
export const imagesBy = (text: string): boolean | undefined => {
  const said = text.split(",").flatMap((policy) => imagesByOne(policy) ?? []);
  return said.length > 0 ? said.every(Boolean) : undefined;
};
