// A page that marks every element it makes, knows every custom element by name, and takes none it does not know.
(() => {
  const { createElement } = Document.prototype;
  Document.prototype.createElement = function (name, options) {
    const element = createElement.call(this, name, options);
    element.setAttribute("data-v-7ba5bd90", "");
    element.classList.add("made-here");
    return element;
  };
  const refuse = () => { throw new DOMException("not here", "NotSupportedError"); };
  CustomElementRegistry.prototype.define = CustomElementRegistry.prototype.get = CustomElementRegistry.prototype.whenDefined = CustomElementRegistry.prototype.upgrade = refuse;
})();
