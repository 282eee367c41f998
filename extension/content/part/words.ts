/** What the selector says, in the language of the extension: the worker hands it in. */
export type PartWords = {
  lang: string;
  dir: string;
  label: string;
  how: string;
  howByTouch: string;
  take: string;
  box: string;
  boxHow: string;
  cancel: string;
  button: string;
  link: string;
  field: string;
  image: string;
  heading: string;
  other: string;
};

/** By the names that the form's own picker has for them (`widget/picker/kinds.ts`). */
export const KIND_WORDS = {
  pickButton: "button",
  pickLink: "link",
  pickField: "field",
  pickImage: "image",
  pickHeading: "heading",
  pickPart: "other",
} as const satisfies Record<string, keyof PartWords>;
