import { expect } from "@playwright/test";
import { asking } from "../server-stub/asking.ts";
import { test } from "./fixtures/served.ts";
import { startShopPage } from "./fixtures/shop-page.ts";

/** What says no to a file of another size, and how: the server itself, or the bucket that the page sends to. */
const REFUSED = { single: [400, "invalid_body"], scaled: [403, "SignatureDoesNotMatch"] };
const TAKEN = { single: 204, scaled: 200 };

test("a page on another origin sends a file, and reads why another is refused", async ({ page, stub, form }) => {
  const shop = await startShopPage({ tag: "" });
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
      const reason = /"code":"(\w+)"|<Code>(\w+)</.exec(await refused.text());
      return { refused: [refused.status, reason?.[1] ?? reason?.[2]], sent: sent.status, id };
    },
    { server: stub.url, key: stub.publishableKey },
  );
  expect(outcome).toMatchObject({ refused: REFUSED[form], sent: TAKEN[form] });
  const { ask, stored } = asking(() => stub);
  const [record] = await stored();
  expect(record?.id).toBe(outcome.id);
  expect(await (await ask(record?.attachments[0]?.url ?? "")).text()).toBe("a,b\n1,2\n");
  await shop.close();
});
