import type { PartWords } from "../content/part/words.ts";
import { LANGUAGE, say } from "../say.ts";
import { TEXT } from "../text.ts";

/** The selector's sentences, in the browser's language. */
export const partWords = (): PartWords => ({
  lang: LANGUAGE,
  dir: say("direction"),
  label: TEXT.part,
  how: TEXT.partHow,
  howByTouch: TEXT.partHowByTouch,
  take: TEXT.partTake,
  box: TEXT.partBox,
  boxHow: TEXT.partBoxHow,
  cancel: TEXT.partCancel,
  button: TEXT.kindButton,
  link: TEXT.kindLink,
  field: TEXT.kindField,
  image: TEXT.kindImage,
  heading: TEXT.kindHeading,
  other: TEXT.kindOther,
});
