import fc from "fast-check";

/** For tests: a tree of elements, with secrets in its attributes and, below masks, in its texts. */
export type Planted = {
  tag: string;
  id: string;
  names: string[];
  label: string;
  shadow: boolean;
  masked: boolean;
  text: string;
  children: Planted[];
};

/** Nothing else in these trees looks like one of them. */
export const SECRETS = [
  "ann@example.com",
  "tok_9f8e7d6c5b4a39281706",
  "customer-48213",
  "4111111111111111",
  "eyJhbGciOiJIUzI1NiJ9",
];
const names = fc.constantFrom("cart", "total", "save-button", "row", "", ...SECRETS, "css-1q2w3e");

export const planted: fc.Memo<Planted> = fc.memo((depth) =>
  fc.record({
    tag: fc.constantFrom("div", "p", "span", "section", "x-card"),
    id: names,
    names: fc.array(names, { maxLength: 3 }),
    label: fc.constantFrom("", "Save", "Say hi", ...SECRETS),
    shadow: fc.boolean(),
    masked: fc.integer({ max: 9, min: 0 }).map((one) => one === 0),
    text: fc.constantFrom("", "Tea", "Coffee"),
    children: depth > 1 ? fc.array(planted(), { maxLength: 4 }) : fc.constant([]),
  }),
);

/** What stands below a mask, and must never be told. */
export const MASKED = "only for me";

/** Puts a tree into a page. */
export const plant = (tree: Planted, into: ParentNode & Node, masked = false): void => {
  const element = document.createElement(tree.tag);
  const isMasked = masked || tree.masked;
  if (tree.id) element.id = tree.id;
  element.className = tree.names.join(" ");
  if (tree.label) element.setAttribute("aria-label", isMasked ? MASKED : tree.label);
  if (tree.masked) element.toggleAttribute("data-earshot-mask", true);
  const inside = tree.shadow ? element.attachShadow({ mode: "open" }) : element;
  inside.append(isMasked ? MASKED : tree.text);
  into.append(element);
  for (const child of tree.children) plant(child, inside, isMasked);
};
