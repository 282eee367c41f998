import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeInstallation } from "../server/cli/command-here.ts";
import { commandLine } from "../server/cli/command-line.ts";
import { dataUrl, samplePng } from "../server/images/sample-images.ts";
import type { Pulled } from "../server/import/pull.ts";
import { type Feedback, feedbackSchema } from "../shared/contract/record.ts";
import { asking } from "./asking.ts";
import { STUB_APP_ID } from "./fixture.ts";
import { ownDatabase, settingsOf } from "./own-database.ts";
import { signIn } from "./second-app.ts";
import { startStub } from "./start.ts";

/** The products, and what makes a key that may read there. */
export const PRODUCTS = {
  productsights: { kind: "productsights-secret" },
  productbridge: { kind: "productbridge-api" },
  userz: { kind: "userz-secret" },
  composite: { kind: "composite-secret" },
  insighto: { kind: "insighto-personal", role: "read-only", description: "What was there before" },
} as const;
export type Product = keyof typeof PRODUCTS;

/**
 * Another installation, which answers as each of the products, and has so many feedback: each a minute after the one before, in several states, with pictures and files
 * here and there.
 */
export const startTheirs = async (count: number) => {
  const stub = await startStub();
  const { ask } = asking(() => stub);
  const folder = await mkdtemp(join(tmpdir(), "earshot-import-"));
  const json = async <T>(answer: Promise<Response>): Promise<T> => {
    const { ok, status, url } = await answer;
    if (!ok) throw new Error(`${url} answered ${status}`);
    return (await answer).json() as Promise<T>;
  };
  const upload = async (text: string): Promise<string> => {
    const body = { contentType: "text/plain", byteSize: text.length, kind: "file" };
    type Asked = { id: string; url: string; headers: Record<string, string> };
    const { id, url, headers } = await json<Asked>(ask("/v1/uploads", { body }));
    await fetch(url, { method: "PUT", headers, body: text });
    return id;
  };
  for (let i = 0; i < count; i++) {
    stub.clock.advance(60_000);
    const body = {
      content: `number ${i}: Füße 漢字 🎈`,
      category: i % 2 ? "idea" : "problem",
      customerEmail: `p${i % 7}@example.com`,
      tags: [`t${i % 3}`],
      pageUrl: "https://shop.example.com/cart",
      ...(i % 10 ? {} : { screenshotDataUrl: dataUrl(samplePng(8, 8)) }),
      ...(i % 50 ? {} : { attachments: [await upload(`file ${i}`)] }),
    };
    const { id } = await json<{ id: string }>(ask("/v1/feedback", { body }));
    if (i % 4 === 0) await ask(`/v1/feedback/${id}`, { method: "PATCH", body: { status: "triaged" } });
    if (i % 20 === 0) await ask(`/v1/feedback/${id}/replies`, { body: { content: `Thank you for number ${i}` } });
  }
  // By a member: a key makes none that may do more than itself.
  const member = { key: null, headers: { Cookie: await signIn(stub) } };
  const keys: Partial<Record<Product, string>> = {};
  for (const [product, kind] of Object.entries(PRODUCTS) as Array<[Product, object]>) {
    const body = { app: STUB_APP_ID, name: "x", limits: { secretKey: 100_000 }, ...kind };
    keys[product] = (await json<{ text: string }>(ask("/v1/keys", { ...member, body }))).text;
  }

  /** An installation of ours to pull into, with nothing in it. */
  const ours = async (name: string, product: Product) => {
    const EARSHOT_DATA = join(folder, name);
    const database = await ownDatabase(EARSHOT_DATA);
    await makeInstallation(EARSHOT_DATA, database.url);
    const line = commandLine({
      EARSHOT_DATA,
      ...settingsOf(database),
      PORT: "0",
      EARSHOT_IMPORT_KEY: keys[product] ?? "",
      EARSHOT_WEBHOOK_HOSTS: "localhost",
    });
    const from = (address = stub.url): string[] => ["import", product, "--from", `${address}/as/${product}`];
    const countOf = async (table: string): Promise<number> =>
      Number((await database.look(`SELECT count(*) AS count FROM ${table}`))[0]?.count);
    return {
      ...line,
      database,
      from,
      countOf,
      pull: (...more: string[]): Promise<Pulled> => line.json<Pulled>(...from(), ...more),
      records: async (): Promise<Feedback[]> =>
        (await line.json<{ data: unknown[] }>("export")).data.map((record) => feedbackSchema.parse(record)),
    };
  };

  return {
    stub,
    ask,
    ours,
    keyOf: (product: Product): string => keys[product] ?? "",
    /** All that is there, newest first. */
    async records(): Promise<Feedback[]> {
      const all: Feedback[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        type Page = { data: Feedback[]; nextCursor: string | null };
        const page: Page = await json(ask(`/v1/feedback?limit=100${cursor && `&cursor=${cursor}`}`));
        all.push(...page.data);
        cursor = page.nextCursor;
      }
      return all;
    },
    async close(): Promise<void> {
      await stub.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
