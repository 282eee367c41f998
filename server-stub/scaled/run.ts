import { startEngines } from "./engines.ts";
import { startScaled } from "./start.ts";

/** `node server-stub/scaled/run.ts`: the scaled form to look at, on what the last build made, until Ctrl+C. Nothing of it stays. */
const stop = new Promise<void>((resolve) => process.once("SIGINT", () => resolve())); // heard while it starts, too
const engines = await startEngines();
const scaled = await startScaled(engines);
process.stdout.write(
  [
    `Balancer         ${scaled.url}`,
    ...scaled.servers.map(({ url }, index) => `Process ${index + 1}        ${url}`),
    `Inbox            ${await scaled.signInLink()}`,
    `Publishable key  ${scaled.publishableKey}`,
    `Secret key       ${scaled.secretKey}`,
    "",
  ].join("\n"),
);
await stop;
await scaled.close();
await engines.close();
