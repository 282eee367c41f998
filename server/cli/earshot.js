#!/usr/bin/env node
// What npm links as `earshot`: there from the first moment and never written anew, so that it keeps its right to run. What is built does not.
// Plain JavaScript that old Nodes read: which Node is needed is said by what it loads.
import { existsSync } from "node:fs";

const built = new URL("../../dist/server/main.mjs", import.meta.url);

if (existsSync(built)) await import(built.href);
else {
  process.stderr.write('earshot: it is not built yet. Run "npm start" or "npm run build" once, then this again.\n');
  process.exitCode = 1;
}
