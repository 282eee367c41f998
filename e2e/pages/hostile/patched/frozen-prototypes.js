// What a lockdown does (SES, Lightning Web Security): nothing that the language brings can be changed any more, and a name that
// a frozen prototype has cannot be assigned on what inherits from it.
(() => {
  const iterator = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  const names = "Object Function Array String Number Boolean Symbol BigInt Date RegExp Error TypeError RangeError AggregateError Promise Map Set WeakMap WeakSet ArrayBuffer DataView Uint8Array Uint32Array Float64Array Proxy".split(" ");
  const known = names.map((name) => window[name]);
  const more = [JSON, Math, Reflect, iterator, Object.getPrototypeOf(Uint8Array), Object.getPrototypeOf(async () => {}), Object.getPrototypeOf(function* () {}), Object.getPrototypeOf([][Symbol.iterator]()), Object.getPrototypeOf(new Map().entries())];
  for (const one of [...known, ...more]) {
    if (one.prototype) Object.freeze(one.prototype);
    Object.freeze(one);
  }
})();
