import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** In what clients are written that know a product's paths and fields, and are told nothing of ours but the address and the key. */
const LANGUAGES = {
  curl: { file: "requests.sh", command: "sh", needs: ["curl", "--version"] },
  fetch: { file: "requests.mjs", command: "node", needs: ["node", "--version"] },
  "Python requests": { file: "client.py", command: "python3", needs: ["python3", "-c", "import requests"] },
} as const;
export type ClientLanguage = keyof typeof LANGUAGES;

/** Whether this machine has what such a client needs. */
export const canRun = async (language: ClientLanguage): Promise<boolean> => {
  const [program, ...options] = LANGUAGES[language].needs;
  return (await run(program, options).catch(() => undefined)) !== undefined;
};

/** Runs a client. @returns The lines that it prints, each of them JSON. */
export const runClient = async (
  language: ClientLanguage,
  source: string,
  env: Record<string, string>,
): Promise<unknown[]> => {
  const { file, command } = LANGUAGES[language];
  const folder = await mkdtemp(join(tmpdir(), "earshot-requests-"));
  try {
    await writeFile(join(folder, file), source);
    const { stdout } = await run(command, [join(folder, file)], { env: { ...process.env, ...env } });
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
