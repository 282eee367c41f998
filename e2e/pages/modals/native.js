import { tellUs } from "./host.js";

const byId = (id) => document.getElementById(id);
for (const button of document.querySelectorAll("[data-show]"))
  button.addEventListener("click", () => byId(button.dataset.show).showModal());
for (const button of document.querySelectorAll("[data-close]"))
  button.addEventListener("click", () => byId(button.dataset.close).close());
byId("tell-us").addEventListener("click", tellUs);
// As many dialogs do: a press beside the box closes it.
for (const dialog of document.querySelectorAll("dialog"))
  dialog.addEventListener("click", ({ target, clientX, clientY }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const isInside = clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
    if (target === dialog && !isInside) dialog.close();
  });
