import { readFileSync, writeFileSync } from "node:fs";
import type { Browser } from "playwright";

const TICK_MS = 10;
const KB = 1_024;

const field = (pid: number, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / KB;

/** User and system time of a process, its ended threads included. */
const cpuOf = (pid: number): number => {
  // The name, in brackets, may hold anything.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
};

export type Usage = { cpuMs: number; peakMb: number };

/** The processes in which a browser shows its pages. */
export const renderersOf = async (browser: Browser) => {
  const session = await browser.newBrowserCDPSession();
  const pids = async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  };
  return {
    /** What they use from now on, all together: function to ask with. */
    async watch(): Promise<() => Usage> {
      const before = (await pids()).map((pid) => {
        writeFileSync(`/proc/${pid}/clear_refs`, "5"); // the peak begins anew
        return { pid, cpu: cpuOf(pid), rss: field(pid, "VmRSS") };
      });
      return () => {
        const now = before.map(({ pid, cpu, rss }) => ({
          cpuMs: cpuOf(pid) - cpu,
          peakMb: Math.max(0, field(pid, "VmHWM") - rss),
        }));
        return {
          cpuMs: now.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
          peakMb: now.reduce((sum, { peakMb }) => sum + peakMb, 0),
        };
      };
    },
    /** Ends them: a page that no longer answers cannot be closed otherwise. */
    async end(): Promise<void> {
      for (const pid of await pids()) process.kill(pid, "SIGKILL");
    },
  };
};

export type Renderers = Awaited<ReturnType<typeof renderersOf>>;
