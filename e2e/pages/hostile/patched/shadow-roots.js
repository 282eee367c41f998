// A script that puts its own style into every shadow root, as tools for accessibility and for themes do.
(() => {
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { color: red !important; font-size: 40px !important; background: lime !important }");
    root.adoptedStyleSheets = [sheet];
    return root;
  };
})();
