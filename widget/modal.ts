/** What a library draws as a dialog; the browser's own are `dialog:modal`. */
export const MODAL = "[role$=dialog]";
