import { startStub } from "./start.ts";

/*
 * A stub in a process of its own, for tests that watch what a server costs: it prints its address and its keys as JSON, and goes
 * on until it is killed.
 */
const stub = await startStub({ requestMs: 2_000 });
process.once("SIGTERM", () => void stub.close().then(() => process.exit(0)));
process.stdout.write(
  `${JSON.stringify({ url: stub.url, publishable: stub.publishableKey, secret: stub.secretKey })}\n`,
);
