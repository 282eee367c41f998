// The page's own ears: what a host must never notice, heard before any other script has come. It keeps what the browser gave
// it, so that the page may break everything afterwards.
(() => {
  const text = JSON.stringify;
  const { getComputedStyle } = window;
  const boxOf = Element.prototype.getBoundingClientRect;
  const push = (list, value) => {
    list[list.length] = value;
  };

  const errors = [];
  addEventListener("error", (event) => push(errors, `error: ${event.message}`), true);
  addEventListener("unhandledrejection", (event) => push(errors, `rejection: ${event.reason}`), true);

  const violations = [];
  document.addEventListener(
    "securitypolicyviolation",
    (event) => push(violations, `${event.effectiveDirective} ${event.blockedURI}`),
    true,
  );

  // Shortcuts, as pages have them: on the document nobody asks where a key was pressed; on the window only who is polite gets
  // to hear of one before us, and that one leaves alone who is writing.
  const keysHeard = [];
  const hear = (where) => (event) => push(keysHeard, `${where} ${event.type} ${event.key}`);
  for (const type of ["keydown", "keypress", "keyup"]) {
    document.addEventListener(type, hear("document, first"), true);
    document.addEventListener(type, hear("document"));
    addEventListener(type, hear("window"));
    addEventListener(
      type,
      (event) => event.target.isContentEditable || /INPUT|TEXTAREA|SELECT/.test(event.target.tagName) || hear("window, first")(event),
      true,
    );
  }

  /** Everything the browser computes for an element, and where it stands. */
  const looks = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    let found = "";
    for (let index = 0; index < style.length; index++) {
      const name = style[index];
      if (!(name[0] === "-" && name[1] === "-")) found += `${name}: ${style.getPropertyValue(name)}\n`;
    }
    const { x, y, width, height } = boxOf.call(element);
    return `${found}box: ${x} ${y} ${width} ${height}\n`;
  };

  let theirs;
  window.watch = {
    errors,
    violations,
    keysHeard,
    /** What the page's own elements look like, in one text each. */
    theirs: () => {
      const found = { __proto__: null };
      for (const name of ["html", "body", "h1", "#paragraph", "a", "li", "input", "textarea", "#their-button", "dialog"]) {
        const which = document.querySelector(name);
        if (which) found[name] = looks(which);
      }
      return text(found);
    },
    remember: () => {
      theirs = window.watch.theirs();
    },
    remembered: () => theirs,
    /** What our launcher, and unless it is closed the panel, look like, element by element. */
    ours: (isClosed) => {
      const { shadowRoot } = document.querySelector("earshot-widget");
      if (isClosed) shadowRoot.activeElement?.blur();
      for (const moving of shadowRoot.getAnimations()) moving.finish();
      const found = { __proto__: null };
      let count = 0;
      for (const element of shadowRoot.querySelectorAll("*")) {
        // What moves the launcher comes and goes with the hand.
        if (element.closest(".more, .toast") || (isClosed && element.closest("dialog"))) continue;
        const name = `${count++} ${element.localName}.${element.getAttribute("class") ?? ""}`;
        found[name] = looks(element);
        if (element.localName === "dialog") found[`${name}::backdrop`] = looks(element, "::backdrop");
        if (element.localName === "textarea") found[`${name}::placeholder`] = looks(element, "::placeholder");
      }
      return text(found);
    },
  };
})();
