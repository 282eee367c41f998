/**
 * Which properties are read of an element, and what they are where nobody has set them. What is said here that a browser
 * says otherwise costs a needless declaration, never a wrong one.
 */

/** Compared with the element around it. */
export const INHERITED = (
  "color color-scheme accent-color direction writing-mode text-orientation visibility " +
  "font-family font-size font-weight font-style font-stretch font-variant-caps font-variant-numeric font-variant-ligatures " +
  "font-variant-east-asian font-variant-alternates font-variant-position font-variant-emoji font-feature-settings " +
  "font-variation-settings font-kerning font-optical-sizing font-size-adjust font-palette font-synthesis-weight font-synthesis-style " +
  "line-height letter-spacing word-spacing text-align text-align-last text-indent text-transform text-shadow " +
  "text-rendering white-space-collapse text-wrap-mode text-wrap-style word-break overflow-wrap line-break hyphens " +
  "hyphenate-character tab-size text-underline-offset text-underline-position text-emphasis-style text-emphasis-color " +
  "text-emphasis-position text-combine-upright -webkit-text-fill-color -webkit-text-stroke-width -webkit-text-stroke-color " +
  "-webkit-font-smoothing list-style-type list-style-position list-style-image quotes border-collapse " +
  "border-spacing caption-side empty-cells ruby-position ruby-align paint-order image-rendering image-orientation " +
  "text-spacing-trim text-autospace"
).split(" ");

/** Older names, read where a browser does not know the newer ones. */
export const FORMER: Record<string, string> = { "white-space-collapse": "white-space" };

const pairsOf = (text: string): ReadonlyArray<readonly [string, string]> => {
  const pairs: Array<readonly [string, string]> = [];
  for (const line of text.split(";")) {
    const [value = "", names = ""] = line.split(/:(?=[^:]*$)/);
    for (const name of names.split(",")) pairs.push([name, value]);
  }
  return pairs;
};

/** Not inherited: name, a colon, what it is unless set. Several names may share a line's value. */
export const OWN = pairsOf(
  "none:transform,rotate,scale,translate,perspective,filter,backdrop-filter,clip-path,mask-image,background-image,box-shadow," +
    "border-image-source,text-decoration-line,-webkit-line-clamp,appearance,shape-outside,resize,-webkit-box-reflect,column-span," +
    "mask-border-source,counter-set,counter-increment,counter-reset,text-box-trim,offset-path;" +
    "normal:mix-blend-mode,unicode-bidi,initial-letter;" +
    "auto:isolation,clip,column-count,column-width,table-layout;" +
    "0px:padding-top,padding-right,padding-bottom,padding-left,border-top-left-radius,border-top-right-radius," +
    "border-bottom-right-radius,border-bottom-left-radius;" +
    "1:opacity,zoom;visible:backface-visibility;flat:transform-style;rgba(0, 0, 0, 0):background-color;" +
    "border-box:background-clip;content-box:box-sizing;baseline:vertical-align;clip:text-overflow;fill:object-fit;" +
    "50% 50%:object-position;slice:box-decoration-break;round:corner-top-left-shape,corner-top-right-shape," +
    "corner-bottom-right-shape,corner-bottom-left-shape",
);

/** Read only where the first of them is something. */
export const FOLLOWING: Record<string, string[]> = {
  "background-image":
    "background-size background-position-x background-position-y background-repeat background-origin background-attachment background-blend-mode".split(
      " ",
    ),
  "mask-image": "mask-size mask-position mask-repeat mask-origin mask-clip mask-composite mask-mode".split(" "),
  "border-image-source": "border-image-slice border-image-width border-image-outset border-image-repeat".split(" "),
  "mask-border-source": "mask-border-slice mask-border-width mask-border-outset mask-border-repeat".split(" "),
  "text-decoration-line":
    "text-decoration-style text-decoration-color text-decoration-thickness text-decoration-skip-ink".split(" "),
  "column-count": "column-gap column-fill column-rule-width column-rule-style column-rule-color".split(" "),
  "column-width": "column-gap column-fill column-rule-width column-rule-style column-rule-color".split(" "),
  "shape-outside": ["shape-margin", "shape-image-threshold"],
  transform: ["transform-origin", "transform-box"],
  rotate: ["transform-origin", "transform-box"],
  scale: ["transform-origin", "transform-box"],
  "offset-path": "transform-origin offset-distance offset-rotate offset-anchor offset-position".split(" "),
  perspective: ["perspective-origin"],
};

/** Of boxes that lay their children out by themselves, where these cannot be put down where they stand. */
export const CONTAINER =
  "flex-direction flex-wrap justify-content align-items align-content justify-items row-gap column-gap grid-template-columns grid-template-rows grid-auto-flow grid-auto-rows grid-auto-columns".split(
    " ",
  );
export const ITEM = "align-self justify-self order grid-row-start grid-row-end grid-column-start grid-column-end".split(
  " ",
);

export const SIDES = ["top", "right", "bottom", "left"] as const;
