import browser from "webextension-polyfill";

/**
 * The browser's extension interface, with promises in every browser. The only import of the polyfill: it throws outside
 * an extension, so whatever can be tested without a browser takes what it needs as an argument.
 */
export default browser;
