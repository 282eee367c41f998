import "./served.ts";

/** `npm start`: builds what is missing or older than its source, then runs the built server in this process. */
await import(new URL("../dist/server/main.mjs", import.meta.url).href);
