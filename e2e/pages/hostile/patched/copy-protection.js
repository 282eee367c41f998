// A page from which nothing may be copied, in which nothing may be marked, dragged or scrolled.
(() => {
  const refuse = (event) => { event.preventDefault(); if (!/down$/.test(event.type)) watch.errors.push(`refused ${event.type}`); };
  for (const type of ["contextmenu", "selectstart", "mousedown", "pointerdown", "dragstart", "dragover", "drop", "copy", "cut", "paste", "beforeinput", "wheel", "touchmove"])
    document.addEventListener(type, refuse, { passive: false });
})();
