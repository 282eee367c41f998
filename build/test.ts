import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failuresOfPlaywright, failuresOfVitest } from "./failures.ts";
import {
  CHROMIUM,
  type Extra,
  FIREFOX,
  LANGUAGES,
  OPENSSL,
  POSTGRES,
  type Program,
  provide,
  provideExtras,
  REDIS,
  STRACE,
  WEBKIT,
  XVFB,
} from "./programs.ts";
import { type Ran, runTool } from "./run.ts";
import {
  fromPlaywright,
  fromVitest,
  isGood,
  ONE_FAILED,
  ONE_PASSED,
  ofRunner,
  sum,
  summary,
  type Tally,
} from "./tally.ts";

/** What a step says in the end: its counts, its output, which is shown when something failed, and what failed, by name. */
type Outcome = { tally: Tally; output: string; failures?: string[] };
type Step = {
  name: string;
  /** Runs on what this other step makes: not run, and counted as failed, when that one failed. */
  needs?: string;
  /** What it needs of the system. Another browser or a database is one more entry. */
  programs?: Program[];
  /** What only some of its tests need: they are left out where it cannot be installed without a question. */
  extras?: Extra[];
  run: () => Promise<Outcome>;
};

const reports = mkdtempSync(join(tmpdir(), "earshot-test-"));

const check = ({ code, output }: Ran): Outcome => ({ tally: code === 0 ? ONE_PASSED : ONE_FAILED, output });

const lint = async (): Promise<Outcome> => {
  const colors = process.stdout.isTTY ? "force" : "off"; // Biome's "ci" colours its output wherever it goes
  const args = ["ci", "--error-on-warnings", "--diagnostic-level=warn", `--colors=${colors}`, "."];
  return check(await runTool("@biomejs/biome", "biome", args));
};

const readReport = (file: string): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
};

const vitest = async (project: string): Promise<Outcome> => {
  const report = join(reports, `${project}.json`);
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code, output } = await runTool("vitest", "vitest", args);
  const read = readReport(report);
  return { tally: ofRunner(code, read, fromVitest), output, failures: failuresOfVitest(read ?? {}) };
};

const playwright = async (projects: string[], ...more: string[]): Promise<Outcome> => {
  const report = join(reports, `${projects.join("-")}.json`);
  const args = ["test", "--reporter=dot,json", ...projects.map((project) => `--project=${project}`), ...more];
  const { code, output } = await runTool("@playwright/test", "playwright", args, {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    limitMs: 60 * 60_000, // a third of that where nothing else runs
  });
  const read = readReport(report);
  return { tally: ofRunner(code, read, fromPlaywright), output, failures: failuresOfPlaywright(read ?? {}) };
};

const IS_LINUX = process.platform === "linux";

const STEPS: Step[] = [
  { name: "lint", run: lint },
  { name: "types", run: async () => check(await runTool("typescript", "tsc", ["-p", "."])) },
  { name: "build", run: async () => check(await runTool("vite", "vite", ["build"])) },
  {
    name: "unit",
    programs: [OPENSSL, POSTGRES, REDIS, ...(IS_LINUX ? [STRACE] : [])],
    extras: LANGUAGES,
    run: () => vitest("unit"),
  },
  { name: "postgres", programs: [POSTGRES], run: () => vitest("postgres") },
  { name: "component", programs: [CHROMIUM], run: () => vitest("component") },
  {
    name: "e2e",
    needs: "build",
    programs: [CHROMIUM],
    run: () => playwright(["chromium"]),
  },
  // One at a time: else the two would run side by side.
  {
    name: "scaled",
    needs: "build",
    programs: [CHROMIUM, POSTGRES, REDIS],
    run: () => playwright(["scaled", "faults"], "--workers=1"),
  },
  { name: "firefox", needs: "build", programs: [FIREFOX], run: () => playwright(["firefox"]) },
  ...(IS_LINUX
    ? [{ name: "webkit", needs: "build", programs: [WEBKIT, XVFB], run: () => playwright(["webkit"]) }]
    : []),
];

const runSteps = async (steps: Step[]): Promise<{ all: Tally; failed: string[] }> => {
  const tallies = new Map<string, Tally>();
  const failed: string[] = [];
  for (const step of steps) {
    process.stdout.write(step.name.padEnd(11)); // shown at once, so that a step that hangs is seen
    const start = performance.now();
    const blocked = step.needs !== undefined && (tallies.get(step.needs)?.failed ?? 0) > 0;
    const { tally, output, failures }: Outcome = blocked
      ? { tally: ONE_FAILED, output: `Not run, because "${step.needs}" failed.\n` }
      : await step.run();
    tallies.set(step.name, tally);
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    process.stdout.write(`${summary(tally).padEnd(36)}${seconds.padStart(6)} s\n`);
    if (tally.failed === 0) continue;
    process.stdout.write(`\n${output.trimEnd()}\n\n`);
    failed.push(...(failures?.length ? failures : [`${step.name}: see its output above`]));
  }
  return { all: sum([...tallies.values()]), failed };
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
  process.stderr.write(`No step "${unknown.join('", "')}". Steps: ${STEPS.map((step) => step.name).join(", ")}.\n`);
  process.exit(1);
}
const steps = STEPS.filter((step) => chosen.length === 0 || chosen.includes(step.name));

try {
  const missing = await provide([...new Set(steps.flatMap((step) => step.programs ?? []))]);
  if (missing.length > 0) {
    process.stdout.write(`${missing.join("\n")}\n\n${summary(ONE_FAILED)}\n`);
    process.exitCode = 1;
  } else {
    await provideExtras(steps.flatMap((step) => step.extras ?? []));
    const { all, failed } = await runSteps(steps);
    // The output of a step is long: who reads only the end of it all finds the names there.
    if (failed.length > 0) process.stdout.write(`\nFailed:\n${failed.join("\n")}\n`);
    process.stdout.write(`\n${summary(all)}\n`);
    process.exitCode = isGood(all) ? 0 : 1;
  }
} finally {
  rmSync(reports, { recursive: true, force: true });
}
