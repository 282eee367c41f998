import { type ChildProcess, spawn } from "node:child_process";

const MAIN = new URL("../main.ts", import.meta.url).pathname;

export type Said = { code: number | null; out: string; err: string };

/** The command as an operator runs it: in a process of its own, without a terminal, with this environment and no other. */
export const commandLine = (environment: Record<string, string>) => {
  const spawned = (words: string[]): ChildProcess =>
    spawn(process.execPath, [MAIN, ...words], {
      env: { PATH: process.env.PATH, EARSHOT_LOG: "silent", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
  const earshot = (...words: string[]): Promise<Said> =>
    new Promise((resolve) => {
      const child = spawned(words);
      const said: Said = { code: null, out: "", err: "" };
      child.stdout?.on("data", (chunk) => {
        said.out += chunk;
      });
      child.stderr?.on("data", (chunk) => {
        said.err += chunk;
      });
      child.once("close", (code) => resolve({ ...said, code }));
    });
  return {
    earshot,
    /** The same, for who does not wait for its end. */
    spawned,
    /** What a command answers to a program. It must have done what it was told. */
    json: async <T>(...words: string[]): Promise<T> => {
      const { code, out, err } = await earshot(...words, "--json");
      if (code !== 0) throw new Error(`earshot ${words.join(" ")} ended with ${code}: ${err}`);
      return JSON.parse(out) as T;
    },
    /** Starts a server, and waits until it says where it listens. */
    start: (): Promise<{
      url: string;
      signInLink: string;
      keys: { publishable: string; secret: string } | null;
      stop(): Promise<number | null>;
    }> =>
      new Promise((resolve, reject) => {
        const child = spawned(["start", "--json"]);
        const ended = new Promise<number | null>((done) => child.once("exit", done));
        let out = "";
        child.stdout?.on("data", (chunk) => {
          out += chunk;
          if (!out.endsWith("\n")) return;
          resolve({
            ...(JSON.parse(out) as { url: string; signInLink: string; keys: null }),
            stop: () => {
              child.kill("SIGTERM");
              return ended;
            },
          });
        });
        void ended.then((code) => reject(new Error(`it ended with ${code}`)));
      }),
  };
};
