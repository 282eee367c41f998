import { describe, expect, it } from "vitest";
import { CHROMIUM, installCommand, type Machine, type Program, provide, provideExtras, systemOf } from "./programs.ts";

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nNAME="Debian GNU/Linux"\nID=debian\n';
const UBUNTU = 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n';
const FEDORA = 'NAME="Fedora Linux"\nID=fedora\n';

describe("the system", () => {
  it.each([
    ["debian", DEBIAN],
    ["ubuntu", UBUNTU],
    ["fedora", FEDORA],
    ["arch", "ID=arch\n"],
    ["alpine", 'NAME="Alpine Linux"\nID=alpine\n'],
    ["debian", "ID=raspbian\nID_LIKE=debian\n"],
    ["ubuntu", 'ID=pop\nID_LIKE="ubuntu debian"\n'],
    ["fedora", 'ID="rocky"\nID_LIKE="rhel centos fedora"\n'],
    ["arch", "ID=manjaro\nID_LIKE=arch\n"],
  ])("is %s by its os-release, its own name or its parent's", (system, osRelease) => {
    expect(systemOf("linux", osRelease)).toBe(system);
  });

  it("is told by the platform outside Linux, and unknown where nothing says so", () => {
    expect(systemOf("darwin", "")).toBe("macos");
    expect(systemOf("win32", "")).toBe("windows");
    expect(systemOf("linux", "ID=gentoo\n")).toBeUndefined();
    expect(systemOf("linux", "")).toBeUndefined();
  });
});

describe("the command that installs Chromium", () => {
  it.each([
    ["debian", "sudo apt-get install -y --no-install-recommends chromium"],
    ["ubuntu", "sudo snap install chromium"],
    ["fedora", "sudo dnf install -y chromium"],
    ["arch", "sudo pacman -S --needed chromium"],
    ["alpine", "sudo apk add chromium"],
    ["macos", "brew install google-chrome"],
    ["windows", "winget install --exact --id Google.Chrome"],
  ] as const)("on %s is %s", (system, command) => {
    expect(installCommand(system, [CHROMIUM], false)).toBe(command);
  });

  it("needs no sudo for root", () => {
    expect(installCommand("alpine", [CHROMIUM], true)).toBe("apk add chromium");
  });
});

/** A machine on which `apt-get install` works, unless told otherwise, and that remembers what was run. */
const machineWith = (facts: Partial<Machine> & { fails?: string; sudoAsks?: boolean } = {}) => {
  const ran: string[] = [];
  const said: string[] = [];
  let installed = false;
  const program: Program = { ...CHROMIUM, find: () => (installed ? "/usr/bin/chromium" : undefined) };
  const machine: Machine = {
    platform: "linux",
    osRelease: DEBIAN,
    isRoot: true,
    has: () => true,
    run: async (command, args) => {
      const line = [command, ...args].join(" ");
      ran.push(line);
      if (line === "sudo -n true") return { code: facts.sudoAsks ? 1 : 0, output: "" };
      if (facts.fails && line.includes(facts.fails)) return { code: 100, output: "E: no network\n" };
      installed ||= line.includes("apt-get install");
      return { code: 0, output: "" };
    },
    say: (sentence) => said.push(sentence),
    ...facts,
  };
  return { program, machine, ran, said };
};

describe("a missing program", () => {
  it("is installed on Debian by root, the package lists fetched first", async () => {
    const { program, machine, ran } = machineWith();
    expect(await provide([program], machine)).toEqual([]);
    expect(ran).toEqual([
      "env DEBIAN_FRONTEND=noninteractive apt-get update",
      "env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium",
    ]);
  });

  it("is installed through sudo where sudo asks for no password", async () => {
    const { program, machine, ran } = machineWith({ isRoot: false });
    expect(await provide([program], machine)).toEqual([]);
    expect(ran.at(-1)).toMatch(/^sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install/);
  });

  it("is named with its command where sudo would ask, and nothing is run", async () => {
    const { program, machine, ran } = machineWith({ isRoot: false, sudoAsks: true });
    expect(await provide([program], machine)).toEqual([
      "Chromium is missing. Install it: sudo apt-get install -y --no-install-recommends chromium, or name it in EARSHOT_CHROMIUM.",
    ]);
    expect(ran).toEqual(["sudo -n true"]);
  });

  it("is named with its command, and the output shown, where apt-get fails", async () => {
    const { program, machine, ran, said } = machineWith({ fails: "apt-get update" });
    expect(await provide([program], machine)).toHaveLength(1);
    expect(ran).toHaveLength(1);
    expect(said.at(-1)).toContain("E: no network");
  });

  it.each([
    ["Ubuntu, where it is a snap", UBUNTU, "snap install chromium"],
    ["Fedora", FEDORA, "dnf install -y chromium"],
  ])("is never installed unasked on %s", async (_, osRelease, command) => {
    const { program, machine, ran } = machineWith({ osRelease });
    expect((await provide([program], machine))[0]).toContain(command);
    expect(ran).toEqual([]);
  });

  it("is named without a command on a system we do not know", async () => {
    const { program, machine } = machineWith({ osRelease: "ID=gentoo\n" });
    expect(await provide([program], machine)).toEqual([
      "Chromium is missing. Install it, or name it in EARSHOT_CHROMIUM.",
    ]);
  });
});

describe("a program that is there", () => {
  it("is left alone", async () => {
    const { machine, ran } = machineWith();
    expect(await provide([{ ...CHROMIUM, find: () => "/usr/bin/chromium" }], machine)).toEqual([]);
    expect(ran).toEqual([]);
  });
});

describe("a program that only some tests need", () => {
  const extras = [
    { command: "php", debian: "php-cli" },
    { command: "go", debian: "golang-go" },
  ];
  const lacking = (facts: Parameters<typeof machineWith>[0] = {}) =>
    machineWith({ has: (command) => command !== "php", ...facts });

  it("is installed on Debian where it is missing", async () => {
    const { machine, ran } = lacking();
    await provideExtras(extras, machine);
    expect(ran.at(-1)).toBe("env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends php-cli");
  });

  it.each([
    ["where sudo would ask", { isRoot: false, sudoAsks: true }],
    ["on another system", { osRelease: FEDORA }],
    ["where it is there", { has: () => true }],
  ])("is not installed %s, and nothing is said of it", async (_, facts) => {
    const { machine, ran, said } = lacking(facts);
    await provideExtras(extras, machine);
    expect(ran.filter((line) => line !== "sudo -n true")).toEqual([]);
    expect(said).toEqual([]);
  });
});
