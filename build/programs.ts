import { readFileSync } from "node:fs";
import { findChromium, findExecutable, findFirefox, findWebkitDriver, findXvfb } from "./executable.ts";
import { type Ran, run } from "./run.ts";
import { findPostgres } from "./services/postgres.ts";
import { findRedis } from "./services/redis.ts";

/** The systems we know how to install on. */
export type System = "debian" | "ubuntu" | "fedora" | "arch" | "alpine" | "macos" | "windows";

/** A program of the system that the tests run, and what its package is called. */
export type Program = {
  name: string;
  find: () => string | undefined;
  /** Names the program where it stands somewhere else. */
  variable: string;
  /** On Ubuntu, `snap:` before the name of what comes as a snap. */
  packages: Record<System, string>;
};

export const CHROMIUM: Program = {
  name: "Chromium",
  find: findChromium,
  variable: "EARSHOT_CHROMIUM",
  packages: {
    debian: "chromium",
    ubuntu: "snap:chromium", // the package of that name in apt is a shell around it, and does nothing in a container
    fedora: "chromium",
    arch: "chromium",
    alpine: "chromium",
    macos: "google-chrome", // Homebrew gave up its Chromium: it is not signed
    windows: "Google.Chrome",
  },
};

export const FIREFOX: Program = {
  name: "Firefox",
  find: findFirefox,
  variable: "EARSHOT_FIREFOX",
  packages: {
    debian: "firefox-esr",
    ubuntu: "snap:firefox",
    fedora: "firefox",
    arch: "firefox",
    alpine: "firefox-esr",
    macos: "firefox",
    windows: "Mozilla.Firefox",
  },
};

/** WebKitGTK with its driver. Only Linux has it: elsewhere its tests are left out, and nothing is installed. */
export const WEBKIT: Program = {
  name: "WebKitWebDriver",
  find: findWebkitDriver,
  variable: "PATH",
  packages: {
    debian: "webkit2gtk-driver",
    ubuntu: "webkit2gtk-driver",
    fedora: "webkit2gtk4.1",
    arch: "webkit2gtk-4.1",
    alpine: "webkit2gtk-4.1",
    macos: "",
    windows: "",
  },
};

/** The screen that WebKitGTK is shown on. */
export const XVFB: Program = {
  name: "Xvfb",
  find: findXvfb,
  variable: "PATH",
  packages: {
    debian: "xvfb",
    ubuntu: "xvfb",
    fedora: "xorg-x11-server-Xvfb",
    arch: "xorg-server-xvfb",
    alpine: "xvfb",
    macos: "",
    windows: "",
  },
};

export const POSTGRES: Program = {
  name: "PostgreSQL",
  find: findPostgres,
  variable: "PATH",
  packages: {
    debian: "postgresql",
    ubuntu: "postgresql",
    fedora: "postgresql-server",
    arch: "postgresql",
    alpine: "postgresql",
    macos: "postgresql@17",
    windows: "PostgreSQL.PostgreSQL.17",
  },
};

export const OPENSSL: Program = {
  name: "OpenSSL",
  find: () => findExecutable("openssl"),
  variable: "PATH",
  packages: {
    debian: "openssl",
    ubuntu: "openssl",
    fedora: "openssl",
    arch: "openssl",
    alpine: "openssl",
    macos: "openssl@3",
    windows: "ShiningLight.OpenSSL.Light",
  },
};

export const REDIS: Program = {
  name: "Redis",
  find: findRedis,
  variable: "PATH",
  packages: {
    debian: "redis-server",
    ubuntu: "redis-server",
    fedora: "redis",
    arch: "redis",
    alpine: "redis",
    macos: "redis",
    windows: "Redis.Redis",
  },
};

/** Shows what a process asks of the system. Only Linux has it: elsewhere the tests that need it are left out, and nothing is installed. */
export const STRACE: Program = {
  name: "strace",
  find: () => findExecutable("strace"),
  variable: "PATH",
  packages: {
    debian: "strace",
    ubuntu: "strace",
    fedora: "strace",
    arch: "strace",
    alpine: "strace",
    macos: "strace",
    windows: "strace",
  },
};

/** A program without which some tests are left out, and say so. */
export type Extra = { command: string; debian: string };

/** What the recipes of docs/tokens.md are written in, beside Node.js and the shell. */
export const LANGUAGES: Extra[] = [
  { command: "python3", debian: "python3" },
  { command: "php", debian: "php-cli" },
  { command: "ruby", debian: "ruby" },
  { command: "go", debian: "golang-go" },
  { command: "javac", debian: "default-jdk-headless" },
  { command: "mcs", debian: "mono-mcs" },
  { command: "mono", debian: "mono-runtime" },
];

const INSTALL: Record<System, (packages: string[]) => string[]> = {
  debian: (packages) => ["apt-get", "install", "-y", "--no-install-recommends", ...packages],
  ubuntu: (packages) =>
    packages.every((name) => name.startsWith("snap:"))
      ? ["snap", "install", ...packages.map((name) => name.slice("snap:".length))]
      : ["apt-get", "install", "-y", ...packages],
  fedora: (packages) => ["dnf", "install", "-y", ...packages],
  arch: (packages) => ["pacman", "-S", "--needed", ...packages],
  alpine: (packages) => ["apk", "add", ...packages],
  macos: (packages) => ["brew", "install", ...packages],
  windows: (packages) => ["winget", "install", "--exact", "--id", ...packages],
};

/** Homebrew refuses to run as root, Windows asks by itself. */
const ASKS_FOR_ROOT: System[] = ["debian", "ubuntu", "fedora", "arch", "alpine"];

const FAMILIES: [id: string, system: System][] = [
  ["ubuntu", "ubuntu"],
  ["debian", "debian"],
  ["fedora", "fedora"],
  ["arch", "arch"],
  ["alpine", "alpine"],
];

/**
 * Which system this is.
 *
 * @param platform `process.platform`
 * @param osRelease The text of `/etc/os-release`; empty where there is none. Derived systems name their parents in `ID_LIKE`.
 */
export const systemOf = (platform: string, osRelease: string): System | undefined => {
  if (platform === "darwin") return "macos";
  if (platform === "win32") return "windows";
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, "m").exec(osRelease)?.[1] ?? "";
  const ids = `${field("ID")} ${field("ID_LIKE")}`.split(" ");
  return FAMILIES.find(([id]) => ids.includes(id))?.[1];
};

/** The command that installs programs on a system, as one would type it. */
export const installCommand = (system: System, programs: Program[], isRoot: boolean): string => {
  const command = INSTALL[system](programs.map((program) => program.packages[system]));
  return [...(ASKS_FOR_ROOT.includes(system) && !isRoot ? ["sudo"] : []), ...command].join(" ");
};

/** The parts of the machine that installing touches. */
export type Machine = {
  platform: string;
  osRelease: string;
  isRoot: boolean;
  /** Whether a command of this name is there. */
  has: (command: string) => boolean;
  run: (command: string, args: string[], options?: { env?: Record<string, string> }) => Promise<Ran>;
  say: (sentence: string) => void;
};

const thisMachine = (): Machine => ({
  platform: process.platform,
  osRelease: readOsRelease(),
  isRoot: process.getuid?.() === 0,
  has: (command) => findExecutable(command) !== undefined,
  run,
  say: (sentence) => process.stdout.write(`${sentence}\n`),
});

const readOsRelease = (): string => {
  try {
    return readFileSync("/etc/os-release", "utf8");
  } catch {
    return "";
  }
};

/** How to become root without a question, or `undefined` where that cannot be. */
const rootPrefix = async (machine: Machine): Promise<string[] | undefined> => {
  if (machine.isRoot) return [];
  const allowed = machine.has("sudo") && (await machine.run("sudo", ["-n", "true"])).code === 0;
  return allowed ? ["sudo", "-n"] : undefined;
};

const installOnDebian = async (packages: string[], machine: Machine): Promise<void> => {
  const prefix = machine.has("apt-get") ? await rootPrefix(machine) : undefined;
  if (!prefix) return;
  const install = INSTALL.debian(packages);
  machine.say(`Installing what the tests need: ${install.join(" ")}`);
  for (const command of [["apt-get", "update"], install]) {
    const [first = "", ...rest] = [...prefix, "env", "DEBIAN_FRONTEND=noninteractive", ...command];
    const { code, output } = await machine.run(first, rest);
    if (code !== 0) {
      machine.say(`"${command.join(" ")}" failed:\n${output.trimEnd()}`);
      return;
    }
  }
};

/**
 * Makes sure that programs are there: finds them, and installs the missing ones where that needs no question (Debian, as
 * root or with a sudo that asks for no password).
 *
 * @returns A sentence for each program that is still missing, each with the command to type. Empty when all are there.
 */
export const provide = async (programs: Program[], machine: Machine = thisMachine()): Promise<string[]> => {
  const missing = () => programs.filter((program) => program.find() === undefined);
  const wanted = missing();
  if (wanted.length === 0) return [];
  const system = systemOf(machine.platform, machine.osRelease);
  const packages = wanted.map((program) => program.packages.debian);
  if (system === "debian") await installOnDebian(packages, machine);
  return missing().map((program) => {
    const command = system ? `: ${installCommand(system, [program], machine.isRoot)}` : "";
    return `${program.name} is missing. Install it${command}, or name it in ${program.variable}.`;
  });
};

/** Installs programs that are missing where that needs no question, as `provide` does. Where it cannot be, nothing is asked for. */
export const provideExtras = async (extras: Extra[], machine: Machine = thisMachine()): Promise<void> => {
  const packages = extras.filter(({ command }) => !machine.has(command)).map(({ debian }) => debian);
  if (packages.length > 0 && systemOf(machine.platform, machine.osRelease) === "debian")
    await installOnDebian(packages, machine);
};
