import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { Readable } from "node:stream";
import { findWebkitDriver, findXvfb } from "../../build/executable.ts";
import { test as base } from "../fixtures/served.ts";
import { type Driver, startDriver } from "./driver.ts";

type Fixtures = {
  /** A browser with a profile of its own; it ends with the test. */
  browse: (system?: { dark?: boolean }) => Promise<Driver>;
};

const found = (path: string | undefined, what: string): string => {
  if (!path) throw new Error(`${what} is not installed`);
  return path;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
};

const end = async (process: ChildProcess) => {
  if (process.exitCode !== null || process.signalCode !== null) return;
  process.kill();
  await once(process, "exit");
};

/** Resolves when the driver answers. */
const isUp = async (address: string): Promise<void> => {
  for (let tries = 0; tries < 100; tries++) {
    if (
      await fetch(`${address}/status`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error("WebKitWebDriver does not answer.");
};

/** Tests in WebKitGTK, the nearest to Safari that runs here: on a screen of its own that nobody sees. */
export const test = base.extend<Fixtures, { display: string }>({
  display: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads from it what a fixture needs
    async ({}, use) => {
      const options = ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"];
      const screen = spawn(found(findXvfb(), "Xvfb"), options, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
      const [number] = await once(screen.stdio[3] as Readable, "data");
      await use(`:${String(number).trim()}`);
      await end(screen);
    },
    { scope: "worker" },
  ],
  browse: async ({ display }, use) => {
    const open: { driver?: Driver; service: ChildProcess }[] = [];
    await use(async ({ dark = false } = {}) => {
      const port = await freePort();
      // The theme of the desktop is what `prefers-color-scheme` says.
      const env = { ...process.env, DISPLAY: display, GTK_THEME: dark ? "Adwaita:dark" : "Adwaita" };
      const service = spawn(found(findWebkitDriver(), "WebKitWebDriver"), [`--port=${port}`], { stdio: "ignore", env });
      const one: (typeof open)[number] = { service };
      open.push(one);
      const address = `http://127.0.0.1:${port}`;
      await isUp(address);
      one.driver = await startDriver(address);
      return one.driver;
    });
    for (const { driver, service } of open) {
      await driver?.quit().catch(() => {});
      await end(service);
    }
  },
});
