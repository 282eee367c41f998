// A JSON that is safe in a script element, orders names, writes ASCII and revives dates, in place of the browser's.
(() => {
  const { stringify, parse } = JSON;
  const ordered = (value) => (value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort().map(([name, one]) => [name, ordered(one)])) : value);
  JSON.stringify = (value, replacer, space) => stringify(ordered(value), replacer, space ?? 1)?.replace(/[<>/\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
  JSON.parse = (text) => parse(text, (_name, value) => (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : value));
})();
