/** The numbers of list items: in a picture some of those before are missing. */
export const createOrdinals = () => {
  const lists = new WeakMap<Element, Map<Element, number>>();
  const numbered = (list: Element): Map<Element, number> => {
    const items = [...list.children].filter((one) => one.localName === "li") as HTMLLIElement[];
    const { reversed, start } = list as HTMLOListElement;
    let next = list.hasAttribute("start") ? start : reversed ? items.length : 1;
    const numbers = new Map<Element, number>();
    for (const item of items) {
      if (item.hasAttribute("value")) next = item.value;
      numbers.set(item, next);
      next += reversed ? -1 : 1;
    }
    return numbers;
  };
  return (item: Element): number | undefined => {
    const list = item.parentElement;
    if (item.localName !== "li" || list?.localName !== "ol") return;
    let numbers = lists.get(list);
    if (!numbers) {
      numbers = numbered(list);
      lists.set(list, numbers);
    }
    return numbers.get(item);
  };
};
