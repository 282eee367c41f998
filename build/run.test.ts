import { describe, expect, it } from "vitest";
import { run, runTool } from "./run.ts";

const node = (source: string, options = {}) => run(process.execPath, ["-e", source], options);

describe("a command", () => {
  it("gives its exit code and both outputs", async () => {
    const { code, output } = await node(
      "process.stdout.write('one '); process.stderr.write('two'); process.exitCode = 3",
    );
    expect(code).toBe(3);
    expect(output).toContain("one ");
    expect(output).toContain("two");
  });

  it("that does not exist is a failure with its reason, not an exception", async () => {
    expect(await run("no-such-command-here", [])).toEqual({ code: 1, output: expect.stringContaining("ENOENT") });
  });

  it("is stopped after its limit, and what it had said is kept", async () => {
    const { code, output } = await node("console.log('started'); setTimeout(() => {}, 60_000)", { limitMs: 500 });
    expect(code).toBe(1);
    expect(output).toMatch(/^started\nStopped by SIGTERM/);
  });
});

it("a tool of node_modules runs on this very Node, and is named when it is not there", async () => {
  expect((await runTool("vite", "vite", ["--version"])).output).toContain(`node-${process.version}`);
  expect(() => runTool("vite", "no-such-tool", [])).toThrow("vite has no command no-such-tool");
});

describe("the commands of package.json", () => {
  const onNode = (version: string) => {
    const pretend = `Object.defineProperty(process.versions, "node", { value: "${version}" })`;
    const preload = [
      "--import",
      `data:text/javascript,${encodeURIComponent(pretend)}`,
      "--import",
      "./build/node-version.js",
    ];
    return run(process.execPath, [...preload, "-e", "console.log('went on')"]);
  };

  it("stop on a Node that is too old, with one sentence that says what to do", async () => {
    const { code, output } = await onNode("20.20.2");
    expect(code).toBe(1);
    expect(output).toMatch(/^Earshot needs Node 24 or newer, .*npm ci.*\n$/);
  });

  it("go on with a Node that will do", async () => {
    expect(await onNode("24.0.0")).toEqual({ code: 0, output: "went on\n" });
  });

  it("name the steps when a test step is asked for that does not exist", async () => {
    const { code, output } = await run(process.execPath, ["build/test.ts", "units"]);
    expect(code).toBe(1);
    expect(output).toContain(
      'No step "units". Steps: lint, types, build, unit, postgres, component, e2e, scaled, firefox',
    );
  });
});
