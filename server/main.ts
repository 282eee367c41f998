#!/usr/bin/env node
// Nothing is imported before this check: an older Node would fail on the first line it does not know, with a stack.
const NEEDED = 24;

if (Number(process.versions.node.split(".")[0]) < NEEDED) {
  process.stderr.write(`Earshot cannot start: it needs Node ${NEEDED} or newer and this is ${process.version}.\n`);
  process.exit(1);
}

const { run } = await import("./cli/run.ts");
// Whoever reads has read enough (`| head`): nothing is wrong.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => process.exit(code === "EPIPE" ? 0 : 1));
process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  write: (chunk) =>
    new Promise((resolve, reject) => process.stdout.write(chunk, (error) => (error ? reject(error) : resolve()))),
  note: (text) => void process.stderr.write(text),
});
if (process.exitCode !== 0) process.exit(); // what failed half-way may have left something open

export {};
