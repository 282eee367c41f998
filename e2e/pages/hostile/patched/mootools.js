// What MooTools does to the language: constructors that convert, an Element and an Event of its own, natives that can be
// extended and are, and timers on functions.
(() => {
  const own = (target, methods) => Object.assign(target, methods);
  own(Function.prototype, {
    overloadSetter() { return this; },
    implement(name, method) { this.prototype[name] = method; return this; },
    extend(name, method) { this[name] = method; return this; },
    attempt(...values) { try { return this(...values); } catch { return null; } },
    pass(...values) { return () => this(...values); },
    delay(ms, ...values) { return setTimeout(() => this(...values), ms); },
    periodical(ms, ...values) { return setInterval(() => this(...values), ms); },
  });
  Array.from = (item) => (item == null ? [] : typeof item === "object" && typeof item.length === "number" ? Array.prototype.slice.call(item) : [item]);
  Number.from = (item) => Number.parseFloat(item) || null;
  String.from = (item) => `${item}`;
  Function.from = (item) => (typeof item === "function" ? item : () => item);
  own(Object, { each(object, work) { for (const name in object) work(object[name], name); }, clone: (object) => ({ ...object }), merge: (...all) => Object.assign({}, ...all), append: Object.assign, subset: () => ({}), map: (object) => object, filter: (object) => object, toQueryString: () => "" });
  own(Array.prototype, {
    each(work) { for (let index = 0; index < this.length; index++) work.call(this, this[index], index); },
    clean() { return this.filter((item) => item != null); },
    contains(item) { return this.indexOf(item) !== -1; },
    include(item) { if (!this.contains(item)) this.push(item); return this; },
    erase(item) { for (let index = this.length; index--; ) if (this[index] === item) this.splice(index, 1); return this; },
    empty() { this.length = 0; return this; },
    flatten() { return this.flat(9); },
    pick() { return this.find((item) => item != null) ?? null; },
    append(list) { this.push(...list); return this; },
    clone() { return [...this]; },
  });
  own(String.prototype, { test(pattern) { return RegExp(pattern).test(this); }, contains(text) { return this.indexOf(text) > -1; }, clean() { return this.replace(/\s+/g, " ").trim(); }, camelCase() { return this; }, hyphenate() { return this; }, capitalize() { return this; }, toInt() { return Number.parseInt(this, 10); }, stripScripts() { return this; }, substitute() { return this; } });
  const TheirElement = window.Element;
  window.Element = function (name, props) { return own(document.createElement(name), props ?? {}); };
  window.Element.prototype = TheirElement.prototype;
  const TheirEvent = window.Event;
  window.Event = function (event) { this.event = event; this.stop = () => event.preventDefault(); };
  window.Event.prototype = TheirEvent.prototype;
  own(TheirElement.prototype, {
    get(name) { return this.getAttribute(name); },
    set(name, value) { this.setAttribute(name, value); return this; },
    erase(name) { this.removeAttribute(name); return this; },
    getProperty(name) { return this.getAttribute(name); },
    adopt(...children) { this.append(...children); return this; },
    inject(parent) { parent.append(this); return this; },
    dispose() { this.parentNode?.removeChild(this); return this; },
    destroy() { this.remove(); return null; },
    empty() { this.textContent = ""; return this; },
    hasClass(name) { return this.classList.contains(name); },
    addEvent(type, work) { this.addEventListener(type, work); return this; },
    fireEvent() { return this; },
    getStyle(name) { return getComputedStyle(this)[name]; },
    setStyle(name, value) { this.style[name] = value; return this; },
    store() { return this; },
    retrieve() { return null; },
  });
  window.$ = document.id = (id) => document.getElementById(id);
  window.$$ = (selector) => [...document.querySelectorAll(selector)];
  window.typeOf = (item) => typeof item;
  window.instanceOf = (item, type) => item instanceof type;
  window.Browser = { name: "chrome" };
})();
