#!/usr/bin/env node
// Nothing is imported before this check: an older Node would fail on the first line it does not know, with a stack.
const NEEDED = 24;

if (Number(process.versions.node.split(".")[0]) < NEEDED) {
  process.stderr.write(`Earshot cannot start: it needs Node ${NEEDED} or newer and this is ${process.version}.\n`);
  process.exit(1);
}

const { run } = await import("./cli/run.ts");
await run(process.argv.slice(2));

export {};
