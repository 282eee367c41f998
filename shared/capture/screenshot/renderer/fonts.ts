export type UsedFont = { family: string; weight: string; style: string; text: string };

/** Notes which fonts a picture needs, and for which characters. */
export const createFonts = () => {
  const fonts = new Map<string, { font: Omit<UsedFont, "text">; characters: Set<string> }>();
  return {
    note(style: CSSStyleDeclaration, text: string) {
      const { fontFamily: family, fontWeight: weight, fontStyle } = style;
      const key = `${family}|${weight}|${fontStyle}`;
      let known = fonts.get(key);
      if (!known) {
        known = { font: { family, weight, style: fontStyle }, characters: new Set() };
        fonts.set(key, known);
      }
      for (const character of text) known.characters.add(character);
    },
    used: (): UsedFont[] =>
      [...fonts.values()].map(({ font, characters }) => ({ ...font, text: [...characters].join("") })),
  };
};
