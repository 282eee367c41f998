/** Of shapes: compared with the shape around. */
export const PASSED_ON = (
  "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit " +
  "stroke-dasharray stroke-dashoffset visibility color font-family font-size font-weight font-style letter-spacing " +
  "text-anchor dominant-baseline clip-rule paint-order marker-start marker-mid marker-end writing-mode direction shape-rendering " +
  "image-rendering"
).split(" ");

/** Of shapes: not passed on, and what they are unless somebody has set them. */
export const OWN_LOOK: ReadonlyArray<readonly [string, string]> = (
  "opacity:1 display:inline clip-path:none mask:none filter:none mix-blend-mode:normal isolation:auto " +
  "vector-effect:none stop-opacity:1 flood-opacity:1 alignment-baseline:auto baseline-shift:0px " +
  "stop-color:? flood-color:? lighting-color:? text-decoration:none overflow:visible"
)
  .split(" ")
  .map((one) => one.split(":") as [string, string]);
