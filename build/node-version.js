// Loaded before anything else (`node --import`), and plain JavaScript: an older Node stops at the first `.ts` file with a puzzling error.
const LEAST = 24;

if (Number.parseInt(process.versions.node, 10) < LEAST) {
  process.stderr.write(
    `Earshot needs Node ${LEAST} or newer, and this is ${process.version}: run "npm ci" once, it brings the right one for the npm scripts.\n`,
  );
  process.exit(1);
}
