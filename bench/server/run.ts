import { captures, postgres } from "./captures.ts";
import { dialects } from "./dialects.ts";
import { durability } from "./durability.ts";
import { limits } from "./limits.ts";
import { memory } from "./memory.ts";
import { overload } from "./overload.ts";
import { pace } from "./pace.ts";
import { ready } from "./ready.ts";
import { load, machine } from "./table.ts";

/*
 * `npm run bench:server`: all of it, or those parts that are named after `--`.
 */
const PARTS = { captures, postgres, pace, durability, overload, memory, ready, limits, dialects };

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  process.stderr.write(`No part "${unknown.join('", "')}". Parts: ${Object.keys(PARTS).join(", ")}.\n`);
  process.exit(1);
}
process.stdout.write(`${machine()} at the start.\n`);
for (const [name, measure] of Object.entries(PARTS))
  if (named.length === 0 || named.includes(name)) {
    await measure();
    process.stdout.write(`\nLoad after it: ${load()}.\n`);
  }
