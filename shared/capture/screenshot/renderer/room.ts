import { ITEM } from "./properties.ts";

/** The room that an element takes among others, and nothing in it. */
export const roomOf = (style: CSSStyleDeclaration): string => {
  const display = style.display === "inline" ? "inline-block" : style.display;
  return (
    `display:${display};box-sizing:${style.boxSizing};vertical-align:${style.verticalAlign};` +
    `padding:${style.paddingTop} ${style.paddingRight} ${style.paddingBottom} ${style.paddingLeft};` +
    `border:0 solid transparent;border-width:${style.borderTopWidth} ${style.borderRightWidth} ${style.borderBottomWidth} ${style.borderLeftWidth};`
  );
};
/** The same in a flex box or grid. */
export const itemOf = (style: CSSStyleDeclaration): string =>
  `flex:none;${ITEM.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";")};`;
