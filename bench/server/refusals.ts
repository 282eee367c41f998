import { Agent } from "node:http";
import { STUB_KEYS } from "../../server-stub/fixture.ts";
import { exchange } from "./load.ts";
import { type Measured, startProcess } from "./process.ts";
import { inFolder, program, ROUNDS, SECONDS } from "./setting.ts";
import { fixed, machine, print, table } from "./table.ts";

/*
 * `node bench/server/refusals.ts`: what a refusal costs the server, by its reason, beside answering `/healthz` and an empty list. A
 * flood is refused, so a refusal must be the cheapest thing the server does.
 */
type Kind = { name: string; status: number; path: string; headers?: Record<string, string>; body?: Buffer };

const key = (text: string): Record<string, string> => ({ Authorization: `Bearer ${text}` });
const ORIGIN = { Origin: "https://evil.example" };
const LARGE = Buffer.from(`{"content":"${"x".repeat(2_000)}"}`);

const KINDS: Kind[] = [
  { name: "no refusal: /healthz", status: 200, path: "/healthz" },
  { name: "no refusal: an empty list", status: 200, path: "/v1/feedback", headers: key(STUB_KEYS.secret) },
  { name: "401, no key", status: 401, path: "/v1/feedback" },
  { name: "401, a mistyped key", status: 401, path: "/v1/feedback", headers: key("ear_sk_mistyped") },
  { name: "403, another scope", status: 403, path: "/v1/feedback", headers: key(STUB_KEYS.publishable) },
  {
    name: "403, another site, 2 KB",
    status: 403,
    path: "/v1/feedback",
    headers: { ...key(STUB_KEYS.publishable), ...ORIGIN },
    body: LARGE,
  },
  { name: "404, no such path", status: 404, path: "/v1/nothing" },
  { name: "404, an escaped path", status: 404, path: "/v1/%66eedback" },
  { name: "404, no such record", status: 404, path: `/v1/feedback/${"0".repeat(24)}`, headers: key(STUB_KEYS.secret) },
  { name: "405, another method", status: 405, path: "/v1/config", body: LARGE },
  { name: "400, a parameter that is none", status: 400, path: "/v1/feedback?x=1", headers: key(STUB_KEYS.secret) },
];
const LIMITED: Kind = { name: "429, the address has had its share", status: 429, path: "/v1/feedback" };

const cost = async (server: Measured, { status, path, headers = {}, body }: Kind): Promise<number> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const run = async (seconds: number): Promise<number> => {
    let done = 0;
    const end = performance.now() + seconds * 1_000;
    const before = server.cpuMs();
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        while (performance.now() < end) {
          const answer = await exchange(agent, server.url + path, headers, body);
          // The address's bucket fills again meanwhile, so that a few of a flood get further.
          if (answer.status !== status && !(status === 429 && answer.status === 401))
            throw new Error(`${path} answered ${answer.status}`);
          done++;
        }
      }),
    );
    return ((server.cpuMs() - before) * 1_000) / done;
  };
  await run(0.5); // warm
  const costs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) costs.push(await run(SECONDS));
  agent.destroy();
  return Math.min(...costs);
};

process.stdout.write(`${machine()}\n`);
await inFolder(async (folder) => {
  table("Refusals, 8 connections", "what is asked", "CPU us each");
  const generous = await startProcess(program("earshot.ts"), [`${folder}/generous`]);
  try {
    for (const kind of KINDS) print(kind.name, fixed(await cost(generous, kind)));
  } finally {
    await generous.kill();
  }
  const strict = await startProcess(program("earshot.ts"), [`${folder}/strict`], { BUCKETS: "1" });
  const agent = new Agent({ keepAlive: true });
  try {
    for (let status = 0; status !== LIMITED.status; )
      ({ status } = await exchange(agent, strict.url + LIMITED.path, {}));
    print(LIMITED.name, fixed(await cost(strict, LIMITED)));
  } finally {
    agent.destroy();
    await strict.kill();
  }
});
