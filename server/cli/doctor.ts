import { readConfig } from "../config.ts";
import type { Check } from "./check.ts";
import { checkAddress } from "./check-address.ts";
import { checkFiles } from "./check-files.ts";
import { checkRedis } from "./check-redis.ts";
import { checkSecrets } from "./check-secrets.ts";
import type { Action } from "./command.ts";
import { checkClock, checkDatabase, checkFolder, checkNode, checkPort, checkTeam } from "./doctor-checks.ts";

const MARKS: Record<Check["state"], string> = { ok: "ok  ", warning: "look", problem: "BAD " };

/** `earshot doctor`: looks at everything the server needs, changes nothing, and says what to do. */
export const doctor: Action = {
  usage: "doctor",
  summary: "look whether everything is in order, and say what to do where it is not",
  about:
    "Looks at the version of Node, the settings, the data folder and its disk, the port, the address that browsers use, Redis, the storage\nof files, the database, the key of the sealed secrets, the clock, the team and its keys. Each line that is not ok says what to do.\nNothing is changed; a probe of a few bytes is written to the storage of files and deleted. Ends with 1 where something is BAD.",
  words: [0, 0],
  options: {},
  examples: [
    ["earshot doctor", "before the first start, and whenever something is odd"],
    ["EARSHOT_DATA=/var/lib/earshot earshot doctor --json", "for a monitor: look at ok"],
  ],
  async run(_, { environment }) {
    const checks: Check[] = [checkNode(process.versions.node)];
    try {
      const config = readConfig(environment);
      checks.push({ name: "settings", state: "ok", found: "all can be used", todo: null });
      const [port, address, redis, files, database] = await Promise.all([
        checkPort(config),
        checkAddress(config),
        checkRedis(config),
        checkFiles(config),
        checkDatabase(config),
      ]);
      checks.push(checkFolder(config), port, ...address, ...redis, files, database.check);
      checks.push(...checkSecrets(database, config));
      checks.push(checkClock(Date.now(), database.newest, database.clockAheadMs), ...checkTeam(database));
    } catch (error) {
      if ((error as Error).name !== "ConfigurationError") throw error;
      checks.push({
        name: "settings",
        state: "problem",
        found: (error as Error).message,
        todo: "Correct it in the environment; the README has a row for each setting. The rest was not looked at.",
      });
    }
    const isOk = checks.every(({ state }) => state !== "problem");
    const lines = checks.flatMap(({ name, state, found, todo }) => [
      `  ${MARKS[state]}  ${name.padEnd(12)}${found}`,
      ...(todo ? [`        ${" ".repeat(12)}${todo}`] : []),
    ]);
    return {
      json: { ok: isOk, checks },
      text: [
        ...lines,
        "",
        isOk ? "  Everything the server needs is there." : "  Mend what is BAD, then run this again.",
      ].join("\n"),
      exitCode: isOk ? 0 : 1,
    };
  },
};
