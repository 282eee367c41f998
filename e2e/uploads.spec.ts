import { expect, test } from "@playwright/test";
import { asking } from "../server-stub/asking.ts";
import { type Stub, startStub } from "../server-stub/start.ts";
import { type ShopPage, startShopPage } from "./fixtures/shop-page.ts";

let stub: Stub;
let shop: ShopPage;
test.beforeAll(async () => {
  stub = await startStub();
  shop = await startShopPage({ tag: "" });
});
test.afterAll(async () => {
  await Promise.all([stub.close(), shop.close()]);
});

test("a page on another origin sends a file, and reads why another is refused", async ({ page }) => {
  await page.goto(shop.url);
  const outcome = await page.evaluate(
    async ({ server, key }) => {
      const post = async (path: string, body: unknown) => {
        const answer = await fetch(server + path, {
          method: "POST",
          headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
          body: JSON.stringify(body),
        });
        return answer.json();
      };
      const file = new Blob(["a,b\n1,2\n"], { type: "text/csv" });
      const upload = await post("/v1/uploads", { contentType: file.type, byteSize: file.size, kind: "file" });
      const send = (body: Blob) => fetch(upload.url, { method: upload.method, headers: upload.headers, body });
      const refused = await send(new Blob([file, "3,4"]));
      const sent = await send(file);
      const { id } = await post("/v1/feedback", { content: "The export is wrong", attachments: [upload.id] });
      return { refused: [refused.status, (await refused.json()).error.code], sent: sent.status, id };
    },
    { server: stub.url, key: stub.publishableKey },
  );
  expect(outcome).toMatchObject({ refused: [400, "invalid_body"], sent: 204 });
  const { ask, stored } = asking(() => stub);
  const [record] = await stored();
  expect(record?.id).toBe(outcome.id);
  expect(await (await ask(record?.attachments[0]?.url ?? "")).text()).toBe("a,b\n1,2\n");
});
