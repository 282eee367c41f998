import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page } from "@playwright/test";
import { samplePng } from "../server/images/sample-images.ts";
import type { Served } from "../server-stub/scaled/start.ts";
import type { Feedback, FeedbackList } from "../shared/contract/record.ts";
import { type Color, decode, distance } from "./fixtures/picture.ts";
import { test as base } from "./fixtures/served.ts";
import { startShopPage } from "./fixtures/shop-page.ts";

/** Images of another host, which lets no page read them, in the picture: through the app's server, where its owner has named the host. */

const PURPLE: Color = [160, 32, 200];

type Gallery = { host: string; asked: Array<{ path: string | undefined; headers: Record<string, unknown> }> };
const test = base.extend<{ gallery: Gallery }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it what a fixture needs
  gallery: async ({}, use) => {
    const asked: Gallery["asked"] = [];
    const server = createServer(({ url: path, headers }, response) => {
      asked.push({ path, headers });
      response.setHeader("Content-Type", "image/png");
      response.setHeader("Set-Cookie", "visitor=1; SameSite=Lax");
      response.end(samplePng(120, 80, [...PURPLE]));
    });
    await new Promise<void>((listening) => server.listen(0, () => listening()));
    await use({ host: `localhost:${(server.address() as AddressInfo).port}`, asked });
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  },
});

const asOwner = ({ url, secretKey }: Served, path: string, settings?: object) =>
  fetch(url + path, {
    method: settings ? "PATCH" : "GET",
    headers: { Authorization: `Bearer ${secretKey}`, "Content-Type": "application/json" },
    ...(settings ? { body: JSON.stringify({ settings }) } : {}),
  });
const allow = async (stub: Served, hosts: string[]) => {
  const { data } = (await (await asOwner(stub, "/v1/apps")).json()) as { data: Array<{ id: string }> };
  expect((await asOwner(stub, `/v1/apps/${data[0]?.id}`, { imageRelay: { hosts } })).status).toBe(200);
};
const relayed = ({ requests }: Served) =>
  requests.filter(({ method, path }) => method === "POST" && path === "/v1/images").length;

/** What somebody sends of a page with the gallery's picture on it, twice: the record, and the colour in the middle of each. */
const visit = async (page: Page, stub: Served, { host }: Gallery) => {
  const image = (name: string) => `<img alt="${name}" src="http://${host}/a.png" width="120" height="80">`;
  const tag = `${image("One")}${image("Other")}<script async src="${stub.url}/earshot.js" data-key="${stub.publishableKey}"></script>`;
  const shop = await startShopPage({ tag });
  page.once("close", () => void shop.close());
  await page.setViewportSize({ width: 1000, height: 640 });
  await page.goto(shop.url);
  const boxes = await Promise.all(["One", "Other"].map((name) => page.getByRole("img", { name }).boundingBox()));
  await page.getByRole("button", { name: "Feedback" }).click();
  await page.getByRole("textbox", { name: "Your message" }).fill("The teapot is purple");
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  await expect(page.getByRole("img", { name: "Screenshot of this page" })).toBeVisible();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("Thank you")).toBeVisible();
  const { data } = (await (await asOwner(stub, "/v1/feedback")).json()) as FeedbackList;
  const record = data[0] as Feedback;
  const answer = await asOwner(stub, record.screenshot?.url ?? "");
  const base64 = Buffer.from(await answer.arrayBuffer()).toString("base64");
  const picture = await decode(page, `data:${answer.headers.get("content-type")};base64,${base64}`, 1000);
  const colors = boxes.map((box) => picture.at({ x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 40 }));
  expect(await page.evaluate("[errors, violations]")).toEqual([[], []]);
  return { record, colors };
};

/** What the picture lacks, and that the shop's password is masked in it. */
const reasonsIn = ({ capture }: Feedback) => capture?.gaps?.map(({ reason }) => reason);

test("an image that the page may not read is in the picture where the app names its host, asked for once and as nobody", async ({
  page,
  stub,
  gallery,
}) => {
  await allow(stub, [gallery.host]);
  const { record, colors } = await visit(page, stub, gallery);
  for (const color of colors) expect(distance(color, PURPLE)).toBeLessThan(24);
  expect(reasonsIn(record)).toEqual(["masked"]);
  expect(relayed(stub)).toBe(1);
  const byServer = gallery.asked.filter(({ headers }) => String(headers["user-agent"]).startsWith("Earshot/"));
  expect(byServer).toHaveLength(1);
  expect(Object.keys(byServer[0]?.headers ?? {}).toSorted()).toEqual([
    "accept",
    "accept-encoding",
    "connection",
    "host",
    "user-agent",
  ]);
});

test("of an app that names no host nothing is asked for, and the picture says what it lacks", async ({
  page,
  stub,
  gallery,
}) => {
  const { record, colors } = await visit(page, stub, gallery);
  for (const color of colors) expect(distance(color, PURPLE)).toBeGreaterThan(24);
  expect(reasonsIn(record)).toEqual(["image", "image", "masked"]);
  expect(relayed(stub)).toBe(0);
  expect(gallery.asked.filter(({ headers }) => String(headers["user-agent"]).startsWith("Earshot/"))).toEqual([]);
});
