// Shortcuts on everything, each of which takes its key away from whoever it was meant for.
(() => {
  const take = (event) => {
    watch.errors.push(`shortcut ${event.key}`);
    event.preventDefault();
    event.stopPropagation();
  };
  for (const type of ["keydown", "keypress", "keyup"])
    for (const target of [document, document.documentElement]) {
      target.addEventListener(type, take, true);
      target.addEventListener(type, take);
    }
  addEventListener("DOMContentLoaded", () => document.body.addEventListener("keydown", take, true));
  window.onkeydown = document.onkeypress = take;
})();
