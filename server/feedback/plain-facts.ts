type Plain = string | number | boolean;

/** Facts as metadata holds them: what is no text, number or truth value, such as a list, becomes its JSON. */
export const plainFacts = (facts: object): Array<[name: string, value: Plain]> =>
  Object.entries(facts).map(([name, value]) => [
    name,
    ["string", "number", "boolean"].includes(typeof value) ? (value as Plain) : JSON.stringify(value),
  ]);
