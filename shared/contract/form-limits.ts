/** What a form counts before it sends: apart, so that a page need not load all the others. */
export const FORM_LIMITS = { content: 8_192, customerEmail: 320 } as const;
