import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { freePort } from "../../build/services/free-port.ts";
import { STUB_SECRET } from "../../server-stub/installation.ts";
import { startServerProcess } from "../../server-stub/server-process.ts";
import { feedbackListSchema } from "../../shared/contract/record.ts";
import { test } from "../fixtures/served.ts";

test("of processes that start together on an empty database one shows the keys, and all take them", async ({
  engines,
}) => {
  if (!engines) throw new Error("this is a test of the scaled form");
  const folder = mkdtempSync(join(tmpdir(), "earshot-first-"));
  const DATABASE_URL = await engines.postgres.createDatabase(`first_${process.pid}`);
  const starting = Array.from({ length: 3 }, async (_, index) =>
    startServerProcess(await freePort(), {
      DATABASE_URL,
      REDIS_URL: engines.redis.url,
      EARSHOT_SECRET: STUB_SECRET,
      EARSHOT_DATA: join(folder, String(index)),
      EARSHOT_BLOBS: join(folder, "blobs"),
    }),
  );
  const servers = await Promise.all(starting);
  try {
    const printed = await Promise.all(servers.map((server) => server.printed));
    const [keys, ...others] = printed.flatMap((one) => one.keys ?? []);
    expect(others).toEqual([]);
    const headers = { Authorization: `Bearer ${keys?.secret}`, "Content-Type": "application/json" };
    const statuses = await Promise.all(
      servers.map(async ({ url }, index) => {
        const body = JSON.stringify({ content: `To process ${index}` });
        return (await fetch(`${url}/v1/feedback`, { method: "POST", headers, body })).status;
      }),
    );
    expect(statuses).toEqual([201, 201, 201]);
    for (const { url } of servers) {
      const list = feedbackListSchema.parse(await (await fetch(`${url}/v1/feedback`, { headers })).json());
      expect(list.data).toHaveLength(3);
    }
  } finally {
    await Promise.all(servers.map((server) => server.kill()));
    rmSync(folder, { recursive: true, force: true });
  }
});
