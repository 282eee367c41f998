/** Imported before all others, for the page's language is read once: in this file's page the browser's user reads German. */
Object.defineProperty(navigator, "languages", { value: ["de-AT"], configurable: true });
