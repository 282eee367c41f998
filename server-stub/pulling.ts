import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { SOURCES } from "../server/import/index.ts";
import { type Pulled, pull } from "../server/import/pull.ts";
import { type Feedback, feedbackListSchema } from "../shared/contract/record.ts";
import { asking } from "./asking.ts";
import { STUB_APP_ID } from "./fixture.ts";
import { startStub } from "./start.ts";

type Answer = { status?: number; headers?: Record<string, string>; body?: string | object };
/** What a product answers: an object alone is its JSON. */
export type Product = (asked: URL, request: IncomingMessage) => Answer | "cut";

const startProduct = async (answer: Product) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    asked.push(url.pathname + url.search);
    const given = answer(url, request);
    if (given === "cut") return void request.socket.destroy();
    const { status = 200, headers, body } = given;
    response.writeHead(status, headers).end(typeof body === "object" ? JSON.stringify(body) : body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { address: new URL(`http://localhost:${(server.address() as AddressInfo).port}`), asked, server };
};

/** An installation of ours, and products that answer as a test says, to be pulled over into it in this process. */
export const startPulling = async () => {
  const stub = await startStub();
  const { services, clock } = stub;
  const { ask } = asking(() => stub);
  const operator = { organizationId: "000000000000000000000001", appId: null, name: "", ownerId: "", scopes: null };
  const app = await services.store.apps.find(operator, STUB_APP_ID);
  if (!app) throw new Error("the stub has no app");

  /** Starts it; each `run` is the command once more. */
  const product = async (name: string, answer: Product) => {
    const source = SOURCES.find((one) => one.name === name);
    if (!source) throw new Error(`there is no source ${name}`);
    const { address, asked, server } = await startProduct(answer);
    const said: string[] = [];
    return {
      asked,
      said,
      async run(): Promise<Pulled & { stopped?: string }> {
        const pulled = { imported: 0, present: 0, tooOld: 0, refused: 0, reasons: {}, notes: {} };
        const options = { ...services, clock, source, app, address, key: "a key", announce: false, firstWaitMs: 1 };
        try {
          const onPage = () => {};
          const note = (text: string) => void said.push(text);
          await pull({ ...options, operator: { ...operator, expiresAt: null }, note, onPage }, pulled);
          return pulled;
        } catch (error) {
          return { ...pulled, stopped: (error as Error).message };
        }
      },
      close: () => new Promise((done) => server.close(done)),
    };
  };

  return {
    product,
    database: stub.database,
    /** The feedback that is here and has this word in it, newest first. */
    async kept(word: string): Promise<Feedback[]> {
      const answer = await ask(`/v1/feedback?limit=100&q=${word}`);
      return feedbackListSchema.parse(await answer.json()).data;
    },
    close: () => stub.close(),
  };
};
