/** One thing that a menu offers. */
export type Choice = { label: string; act: () => void };

/** Beside the launcher, on the side where there is room. */
const beside = (box: HTMLElement, launcher: HTMLElement): void => {
  const at = launcher.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const left = at.left + at.width / 2 < innerWidth / 2 ? at.left : at.right - width;
  const top = at.top > height + 16 ? at.top - height - 8 : at.bottom + 8;
  box.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
};

/** Something small of ours above the page, in the launcher's colours, until it ends. */
export const float = (box: HTMLElement, launcher: HTMLElement, signal: AbortSignal): void => {
  box.popover = "manual";
  (launcher.getRootNode() as ShadowRoot).append(box);
  box.dir = launcher.dir;
  box.style.colorScheme = getComputedStyle(launcher).colorScheme;
  box.showPopover?.();
  signal.addEventListener("abort", () => box.remove());
};

/** Shows a menu, with the focus in it. Closed it gives the focus back, unless somebody took it elsewhere. */
export const openMenu = (launcher: HTMLElement, label: string, choices: Choice[], outer: AbortSignal): void => {
  const ends = new AbortController();
  const { signal } = ends;
  const close = () => ends.abort();
  outer.addEventListener("abort", close, { signal });
  const menu = document.createElement("div");
  menu.className = "menu";
  menu.role = "menu";
  menu.ariaLabel = label;
  const items = choices.map((choice) => {
    const item = document.createElement("button");
    item.type = "button";
    item.role = "menuitem";
    item.textContent = choice.label;
    item.addEventListener("click", () => {
      close();
      launcher.focus();
      choice.act();
    });
    return item;
  });
  menu.append(...items);
  menu.addEventListener("keydown", (event) => {
    const now = items.indexOf((launcher.getRootNode() as ShadowRoot).activeElement as HTMLButtonElement);
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") {
      close();
      launcher.focus();
    } else if (next !== undefined) items[(next + items.length) % items.length]?.focus();
    if (event.key !== "Tab") event.preventDefault();
    if (event.key === "Enter" || event.key === " ") items[now]?.click();
    event.stopPropagation();
  });
  const leave = (event: Event) => {
    if (!event.composedPath().includes(menu)) close();
  };
  window.addEventListener("pointerdown", leave, { signal, capture: true });
  menu.addEventListener("focusout", ({ relatedTarget }) => menu.contains(relatedTarget as Node) || close(), { signal });
  float(menu, launcher, signal);
  beside(menu, launcher);
  window.addEventListener("resize", close, { signal });
  items[0]?.focus();
};
