// What Prototype 1.6 and 1.7 do to the language and to elements, in their own way, written out: lists and texts that know how
// to become JSON, a bind of its own, methods on every element that stand where the browser has others by now.
(() => {
  const extend = (target, methods) => {
    for (const name in methods) target[name] = methods[name];
    return target;
  };
  Object.extend = extend;
  extend(Object, {
    toJSON: (value) => String(value),
    toHTML: String,
    isElement: (value) => !!(value && value.nodeType === 1),
    isArray: (value) => Object.prototype.toString.call(value) === "[object Array]",
    clone: (value) => extend({}, value),
  });
  const slice = Array.prototype.slice;
  extend(Function.prototype, {
    argumentNames() { return []; },
    bind(context) {
      if (arguments.length < 2 && arguments[0] === undefined) return this;
      const method = this;
      const given = slice.call(arguments, 1);
      return function () { return method.apply(context, given.concat(slice.call(arguments, 0))); };
    },
    curry() { return this; },
    delay(seconds) { return setTimeout(this, seconds * 1000); },
    defer() { return this.delay(0.01); },
    wrap(wrapper) { return wrapper; },
    methodize() { return this; },
  });
  extend(String.prototype, {
    gsub(pattern, replacement) { return this.split(pattern).join(replacement); },
    strip() { return this.replace(/^\s+/, "").replace(/\s+$/, ""); },
    toArray() { return this.split(""); },
    truncate(length) { return this.substring(0, length); },
    startsWith(pattern) { return this.lastIndexOf(pattern, 0) === 0; },
    endsWith(pattern) { return this.indexOf(pattern, this.length - pattern.length) > -1; },
    include(pattern) { return this.indexOf(pattern) > -1; },
    times(count) { return new Array(count + 1).join(this); },
    inspect() { return `'${this}'`; },
    toJSON() { return `"${this}"`; },
  });
  const enumerable = {
    each(iterator) { for (let index = 0; index < this.length; index++) iterator(this[index], index); return this; },
    collect(iterator = (value) => value, context) { const found = []; for (let index = 0; index < this.length; index++) found.push(iterator.call(context, this[index], index)); return found; },
    detect(iterator, context) { for (let index = 0; index < this.length; index++) if (iterator.call(context, this[index], index)) return this[index]; },
    inject(memo, iterator) { this.each((value, index) => { memo = iterator(memo, value, index); }); return memo; },
    toArray() { return slice.call(this); },
    size() { return this.length; },
  };
  extend(Array.prototype, {
    ...enumerable,
    find: enumerable.detect,
    entries: enumerable.toArray,
    map: enumerable.collect,
    clear() { this.length = 0; return this; },
    first() { return this[0]; },
    last() { return this[this.length - 1]; },
    without(...values) { return this.filter((value) => !values.includes(value)); },
    uniq() { return [...new Set(this)]; },
    clone() { return slice.call(this); },
    reverse(inline) { const list = inline === false ? slice.call(this) : this; const turned = slice.call(list).sort(() => 0); for (let a = 0, b = turned.length - 1; a < b; a++, b--) [turned[a], turned[b]] = [turned[b], turned[a]]; for (let index = 0; index < turned.length; index++) list[index] = turned[index]; return list; },
    inspect() { return `[${this.map(String).join(", ")}]`; },
    toJSON() { return `[${this.map((value) => JSON.stringify(value)).join(", ")}]`; },
  });
  Number.prototype.toJSON = Number.prototype.toString;
  Date.prototype.toJSON = function () { return `"${this.toISOString()}"`; };
  window.$A = Array.from = (list) => (list ? slice.call(list.toArray ? list.toArray() : list) : []);
  window.$ = (id) => (typeof id === "string" ? document.getElementById(id) : id);
  window.$$ = (selector) => $A(document.querySelectorAll(selector));
  const theirs = window.Element;
  window.Element = function (name, attributes = {}) { const element = document.createElement(name); for (const one in attributes) element.setAttribute(one, attributes[one]); return element; };
  extend(window.Element, theirs);
  window.Element.prototype = theirs.prototype;
  extend(HTMLElement.prototype, {
    visible() { return this.style.display !== "none"; },
    toggle() { return this; },
    hide() { this.style.display = "none"; return this; },
    show() { this.style.display = ""; return this; },
    remove() { if (this.parentNode) this.parentNode.removeChild(this); return this; },
    update(content) { this.textContent = content; return this; },
    replace(content) { this.replaceWith(content); return this; },
    insert(content) { this.append(content); return this; },
    wrap() { return this; },
    up() { return this.parentNode; },
    down() { return this.firstElementChild; },
    next() { return this.nextElementSibling; },
    previous() { return this.previousElementSibling; },
    select(selector) { return $A(this.querySelectorAll(selector)); },
    match(selector) { return this.matches(selector); },
    adjacent() { return []; },
    clone(deep) { return this.cloneNode(deep); },
    empty() { return this.textContent.trim() === ""; },
    scrollTo() { return this; },
    getStyle(name) { return getComputedStyle(this)[name]; },
    getHeight() { return this.offsetHeight; },
    observe(type, handler) { this.addEventListener(type, handler, false); return this; },
    fire() { return this; },
    identify() { return this.id; },
  });
  extend(HTMLFormElement.prototype, { serialize() { return ""; }, request() {}, disable() { return this; }, enable() { return this; }, focusFirstElement() {}, getElements() { return $A(this.elements); } });
  extend(HTMLInputElement.prototype, { present() { return this.value !== ""; }, activate() { this.focus(); return this; }, getValue() { return this.value; } });
  extend(Event.prototype, { stop() { this.preventDefault(); this.stopPropagation(); this.stopped = true; }, element() { return this.target; }, findElement() { return this.target; }, inspect() { return "[object Event]"; } });
})();
