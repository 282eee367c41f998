/**
 * Which properties are read of an element, and what they are where nobody has set them. What is said here that a browser
 * says otherwise costs a needless declaration, never a wrong one. Each is a question to the browser, for every element: where
 * a shorthand says it all, it is asked alone.
 */

/** Compared with the element around it. */
export const INHERITED = (
  "font color color-scheme accent-color direction writing-mode text-orientation visibility " +
  "font-palette font-synthesis letter-spacing word-spacing text-align text-align-last text-indent text-transform text-shadow " +
  "text-rendering white-space text-wrap-style word-break overflow-wrap line-break hyphens " +
  "hyphenate-character tab-size text-underline-offset text-underline-position text-emphasis-style text-emphasis-color " +
  "text-emphasis-position text-combine-upright -webkit-text-fill-color -webkit-text-stroke-width -webkit-text-stroke-color " +
  "-webkit-font-smoothing list-style quotes border-collapse " +
  "border-spacing caption-side empty-cells ruby-position ruby-align paint-order image-rendering image-orientation " +
  "text-spacing-trim text-autospace"
).split(" ");

/** What `font` is short for: read where it says nothing, as it does not know all that these say. */
export const FONT = (
  "font-family font-size font-weight font-style font-stretch line-height font-variant font-feature-settings " +
  "font-variation-settings font-kerning font-optical-sizing font-size-adjust font-variant-emoji"
).split(" ");

/** By a loop: what a page may have put in the place of an array's methods is not met before there is anybody to catch it. */
const pairsOf = (text: string): ReadonlyArray<readonly [string, string]> => {
  const pairs: Array<readonly [string, string]> = [];
  for (const line of text.split(";")) {
    const [value = "", names = ""] = line.split(/:(?=[^:]*$)/);
    for (const name of names.split(",")) pairs.push([name, value]);
  }
  return pairs;
};

/** Not inherited: what it is unless set, a colon, name. Several names may share a line's value. */
export const OWN = pairsOf(
  "none:transform,rotate,scale,translate,perspective,filter,backdrop-filter,clip-path,mask-image,background-image,box-shadow," +
    "border-image-source,text-decoration-line,-webkit-line-clamp,appearance,shape-outside,resize,-webkit-box-reflect,column-span," +
    "counter-set,counter-increment,counter-reset,text-box-trim,offset-path;" +
    "normal:mix-blend-mode,unicode-bidi,initial-letter;auto:isolation,clip,column-count,column-width,table-layout;" +
    "0px:padding,border-radius;1:opacity,zoom;visible:backface-visibility;flat:transform-style;" +
    "rgba(0, 0, 0, 0):background-color;border-box:background-clip;content-box:box-sizing;baseline:vertical-align;" +
    "clip:text-overflow;fill:object-fit;50% 50%:object-position;slice:box-decoration-break;superellipse(1):corner-shape",
);

const COLUMNS = "column-gap column-fill column-rule-width column-rule-style column-rule-color";
const TURNED = "transform-origin transform-box";

/** Read only where the first of them is something. */
export const FOLLOWING: Record<string, string> = {
  "background-image":
    "background-size background-position-x background-position-y background-repeat background-origin background-attachment background-blend-mode",
  "mask-image": "mask-size mask-position mask-repeat mask-origin mask-clip mask-composite mask-mode",
  "border-image-source": "border-image-slice border-image-width border-image-outset border-image-repeat",
  "text-decoration-line":
    "text-decoration-style text-decoration-color text-decoration-thickness text-decoration-skip-ink",
  "column-count": COLUMNS,
  "column-width": COLUMNS,
  "shape-outside": "shape-margin shape-image-threshold",
  transform: TURNED,
  rotate: TURNED,
  scale: TURNED,
  "offset-path": "transform-origin offset-distance offset-rotate offset-anchor offset-position",
  perspective: "perspective-origin",
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
