import { expect, type Page } from "@playwright/test";
import type { Served } from "../server-stub/scaled/start.ts";
import { hostileRecord, TEXTS_A_RECORD } from "./fixtures/hostile-records.ts";
import { hostileTexts } from "./fixtures/hostile-texts.ts";
import { test } from "./fixtures/served.ts";

/** What a team must never see happen: a script that ran, a request to elsewhere, a report of the page's policy. */
const watched = async (page: Page, url: string) => {
  const bad: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(`${url}/`)) bad.push(`asked: ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    bad.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => bad.push(`opened: ${popup.url()}`));
  page.on("pageerror", (error) => bad.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) bad.push(message.text());
  });
  await page.exposeFunction("tellBad", (what: string) => bad.push(what));
  await page.addInitScript(() => {
    const told = globalThis as unknown as { tellBad(what: string): void; hacked(n: unknown): void };
    told.hacked = (number) => told.tellBad(`ran: ${number}`);
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
      told.tellBad(`policy: ${violatedDirective} ${blockedURI} ${sample}`),
    );
  });
  return bad;
};

/** Goes through the whole list by `j`, and looks at each record in the row and beside the list. */
const goThrough = (page: Page, count: number) =>
  page.evaluate(async (count) => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    const wrong: string[] = [];
    const seen = new Set<string>();
    const look = () => {
      for (const element of document.querySelectorAll("#console *")) {
        const name = element.localName;
        if (/^(script|iframe|object|embed|base|link|meta|style|template|math|marquee|video|audio)$/.test(name))
          wrong.push(`element: ${element.outerHTML.slice(0, 120)}`);
        for (const attribute of element.getAttributeNames())
          if (/^on|^srcdoc$|^ping$|^formaction$/.test(attribute)) wrong.push(`attribute: ${attribute} of ${name}`);
        const address = element.getAttribute("href") ?? element.getAttribute("src");
        if (address && !/^(https?:|mailto:|#\/|\/)/.test(address)) wrong.push(`address: ${address.slice(0, 120)}`);
      }
      const walker = document.createTreeWalker(document.querySelector("main")!, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { textContent, parentElement } = walker.currentNode;
        if (
          /[\u202A-\u202E\u2066-\u2069]/.test(textContent ?? "") &&
          !parentElement?.closest("bdi, [dir=auto], q, option")
        )
          wrong.push(`direction: ${parentElement?.outerHTML.slice(0, 120)}`);
      }
    };
    for (let stuck = 0; seen.size < count && stuck < 600; ) {
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent("keydown", { key: "j", bubbles: true, cancelable: true }),
      );
      await frame();
      const id = document.querySelector(".row-link[aria-current]")?.getAttribute("data-id");
      const isShown = document.querySelector("article code")?.textContent === id;
      if (id && isShown && !seen.has(id)) {
        seen.add(id);
        stuck = 0;
        for (const details of document.querySelectorAll("details")) details.open = true;
        if (seen.size % 4 === 0) look();
        // What stands around a record is asked for once somebody stays.
        if (seen.size % 60 === 0) await new Promise((rested) => setTimeout(rested, 400));
      } else stuck++;
    }
    look();
    return { seen: seen.size, wrong: wrong.slice(0, 20) };
  }, count);

const send = async ({ url, secretKey }: Served, path: string, body: object): Promise<{ id: string }> => {
  const answer = await fetch(url + path, {
    method: "POST",
    headers: { Authorization: `Bearer ${secretKey}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status, `${await answer.clone().text()} ${JSON.stringify(body).slice(0, 600)}`).toBe(201);
  return (await answer.json()) as { id: string };
};

/** The cells of a CSV file. */
const cellsOf = (csv: string): string[] =>
  [...csv.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
  );

test("6,000 hostile texts in every field run nothing, ask for nothing and break nothing, in the list, beside it, in a search and in an export", async ({
  page,
  serve,
}) => {
  test.setTimeout(170_000);
  const stub = await serve();
  const texts = hostileTexts();
  expect(texts.length).toBeGreaterThanOrEqual(6_000);
  const bodies = Array.from({ length: Math.ceil(texts.length / TEXTS_A_RECORD) }, (_, index) =>
    hostileRecord(texts.slice(index * TEXTS_A_RECORD, (index + 1) * TEXTS_A_RECORD)),
  );
  const rest = bodies.values();
  const ids: string[] = [];
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (const body of rest) ids.push((await send(stub, "/v1/feedback", body)).id);
    }),
  );
  for (const [index, id] of ids.slice(0, 12).entries())
    await send(stub, `/v1/feedback/${id}/replies`, { content: texts[index * 500], visibility: "internal" });

  const bad = await watched(page, stub.url);
  await page.goto(await stub.signInLink());
  await page.locator(".row").first().waitFor();
  const { seen, wrong } = await goThrough(page, bodies.length);
  expect(wrong).toEqual([]);
  expect(seen).toBe(bodies.length);

  // A record with a hostile reply, its tags to choose from, and its texts looked for.
  await page.goto(`${stub.url}/#/inbox/${ids[0]}`);
  await expect(page.locator(".talk-text")).toHaveText(texts[0]!.trim());
  await page.keyboard.press("t");
  await expect(page.getByRole("listbox")).toBeVisible();
  await page.keyboard.press("Escape");
  for (const text of [texts[1]!, texts[40]!, texts[75]!]) {
    await page.goto(`${stub.url}/#/inbox?${new URLSearchParams({ q: text, tag: text.trim().slice(0, 60) })}`);
    await expect(page.getByRole("searchbox")).toHaveValue(text);
    await expect(page.locator(".filter-chip")).toHaveCount(1);
  }

  const csv = await page.request.get(`${stub.url}/v1/export?format=csv`);
  expect(csv.headers()["content-disposition"]).toContain("attachment");
  expect(csv.headers()["x-content-type-options"]).toBe("nosniff");
  const cells = cellsOf(await csv.text());
  expect(cells.length).toBeGreaterThan(bodies.length * 10);
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  expect(bad).toEqual([]);
});
