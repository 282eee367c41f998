const channel = (value: number): number => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

/**
 * The ink that can be read on a colour: near black or white, whichever contrasts more.
 *
 * @param color Any CSS colour. The browser paints it, so that every notation counts.
 * @returns `undefined` for what is no colour.
 */
export const inkOn = (color: string): string | undefined => {
  if (!color || !CSS.supports("color", color)) return undefined;
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  if (!context) return undefined;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  const luminance = 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  // Against white 1.05 / (l + 0.05), against #0d1017 (l + 0.05) / 0.055: equal at about 0.19.
  return luminance > 0.19 ? "#0d1017" : "#ffffff";
};
