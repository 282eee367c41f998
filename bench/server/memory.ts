import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import packageJson from "../../package.json" with { type: "json" };
import { bodyOf } from "./bodies.ts";
import { closedLoop } from "./load.ts";
import { startProcess } from "./process.ts";
import { CONNECTIONS, inFolder, pause, program, ROUNDS, SECONDS } from "./setting.ts";
import { fixed, print, table } from "./table.ts";

const LOADS = [
  { bytes: 200_000, goal: 250 },
  { bytes: 2_000_000, goal: 400 },
];

/** What `npm start` tells Node about memory. */
const NODE_OPTIONS = packageJson.scripts.start
  .split(" ")
  .filter((word) => word.startsWith("--max-"))
  .join(" ");

/** Builds Earshot as the benchmarks run it the way the server itself is built: run from source, stripping the types costs memory. */
const builtEarshot = async (folder: string): Promise<string> => {
  await build({
    configFile: false,
    logLevel: "warn",
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: "node24",
      rolldownOptions: {
        input: { earshot: program("earshot.ts"), writer: program("../../server/store/sqlite/writer.ts") },
        output: { entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
      },
    },
  });
  return join(folder, "earshot.mjs");
};

/** Resident megabytes of the built server: at rest, and the most while it takes captures. */
export const memory = (): Promise<void> =>
  inFolder(async (folder) => {
    table(`Memory of the built server, most of ${ROUNDS} rounds`, "state", "resident MB", "goal");
    const settings = {
      PORT: "0",
      EARSHOT_LOG: "silent",
      EARSHOT_DATA: join(folder, "idle"),
      DATABASE_URL: "",
      NODE_OPTIONS,
    };
    const resting = await startProcess(program("../../dist/server/main.mjs"), ["start"], settings);
    await pause(3_000);
    print("idle, 3 s after the start", `**${fixed(resting.rss().now)}**`, "120");
    await resting.kill();

    const script = await builtEarshot(join(folder, "built"));
    for (const { bytes, goal } of LOADS) {
      const peaks: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const place = join(folder, `${bytes}-${round}`);
        mkdirSync(place);
        const server = await startProcess(script, [place], { NODE_OPTIONS });
        const load = { connections: CONNECTIONS, seconds: SECONDS };
        await closedLoop(server, "/v1/feedback", bodyOf(bytes), load);
        peaks.push(server.rss().peak);
        await server.kill("SIGKILL");
      }
      print(`${CONNECTIONS} x ${bytes / 1_000} KB, peak in ${SECONDS} s`, `**${fixed(Math.max(...peaks))}**`, goal);
    }
  });
