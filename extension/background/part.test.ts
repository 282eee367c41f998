import { expect, test } from "vitest";
import type { Outcome } from "../content/part/part.ts";
import { sessionSettings } from "../settings.ts";
import { storageArea } from "../testing/storage-double.ts";
import { partKeeper } from "./part.ts";
import type { PartTab } from "./part-picture.ts";

const ID = "abcdefghijklmnopabcdefghijklmnop";
const wish = { tabId: 7, windowId: 1, by: "popup", url: "https://example.com/", quote: "> this\n\n" } as const;

/** A worker's keeper over a page that answers so. `opens` says whether the browser lets it open the popup. */
const keeper = ({ outcome = "choosing" as Outcome | "left", refuses = false, opens = true } = {}) => {
  const kept = sessionSettings(storageArea()).part;
  const done: string[] = [];
  const badges = new Map<number, string>();
  const page = (tabId: number): PartTab => ({
    begin: async () => {
      done.push(`begin ${tabId}`);
      if (refuses) throw new Error("Cannot access contents of the page.");
      return true;
    },
    outcome: async () => (outcome === "left" ? undefined : outcome),
    place: async () => (typeof outcome === "object" ? outcome : undefined),
    end: async () => void done.push(`end ${tabId}`),
  });
  const parts = partKeeper({
    kept,
    id: ID,
    page,
    take: () => Promise.reject(new Error("No picture in this test.")),
    alarms: { create: (name) => void done.push(`alarm ${name}`) },
    action: {
      openPopup: () => (opens ? Promise.resolve(void done.push("popup")) : Promise.reject(new Error("No window."))),
      getBadgeText: async ({ tabId }) => badges.get(tabId) ?? "3", // as many messages wait
      setBadgeText: async ({ tabId, text }) => {
        done.push(`badge ${tabId} ${text}`);
        if (text === null) badges.delete(tabId);
        else badges.set(tabId, text);
      },
      getTitle: async () => "Three wait",
      setTitle: async ({ tabId, title }) => void done.push(`title ${tabId} ${title}`),
    },
  });
  const said = (visit: string) => ({ part: visit });
  return { kept, done, parts, said };
};
const from = (more: object = {}) => ({ id: ID, frameId: 0, tab: { id: 7 }, ...more });

test("where the browser keeps extensions out, the form hears it, and nothing is kept", async () => {
  const { kept, parts } = keeper({ refuses: true });
  await expect(parts.begin(wish)).rejects.toMatchObject({ code: "screenshot_failed" });
  expect(await kept.get()).toBeUndefined();
});

test("who left without a choice has the popup back, with what the message began with", async () => {
  const { kept, done, parts, said } = keeper({ outcome: "cancelled" });
  const visit = await parts.begin(wish);
  await parts.hear(said(visit), from());
  expect(done).toEqual(["begin 7", "alarm part", "popup"]);
  expect(await kept.get()).toEqual({ ...wish, visit, came: { state: "cancelled" } });
});

test("what came of it waits under a sign on the button where the browser opens no popup, and is forgotten in time", async () => {
  const { kept, done, parts, said } = keeper({ outcome: "gone", opens: false });
  const visit = await parts.begin(wish);
  await parts.hear(said(visit), from());
  expect((await kept.get())?.came).toMatchObject({ state: "failed", message: expect.stringContaining("no longer") });
  expect(done.slice(-2)).toEqual(["badge 7 !", expect.stringMatching(/^title 7 .*no longer/)]); // not that there is a picture
  await parts.forget();
  expect(await kept.get()).toBeUndefined();
  expect(done.slice(-2)).toEqual(["badge 7 null", "title 7 null"]); // the number that waits is to be seen again
});

test("a choice in another tab takes the sign off the button of the one before: nothing is behind it any more", async () => {
  const { done, parts, said } = keeper({ outcome: "gone", opens: false });
  await parts.hear(said(await parts.begin(wish)), from());
  done.length = 0;
  await parts.begin({ ...wish, tabId: 9 });
  expect(done).toEqual(["end 7", "badge 7 null", "title 7 null", "begin 9"]);
});

test("a choice that is being made ends before all of its tab is pictured, and only there", async () => {
  const { kept, done, parts } = keeper();
  await parts.begin(wish);
  await parts.callOff(9);
  expect(await kept.get()).toBeDefined();
  await parts.callOff(7);
  expect(await kept.get()).toBeUndefined();
  expect(done).toEqual(["begin 7", "end 7"]);
});

test("what came of a choice stays when all of its tab is pictured", async () => {
  const { kept, parts, said } = keeper({ outcome: "gone" });
  await parts.hear(said(await parts.begin(wish)), from());
  await parts.callOff(7);
  expect((await kept.get())?.came.state).toBe("failed");
});

test("a page that was left has no part of it, and the sentence says what to do", async () => {
  const { kept, parts, said } = keeper({ outcome: "left" });
  const visit = await parts.begin(wish);
  await parts.hear(said(visit), from());
  expect((await kept.get())?.came).toMatchObject({ message: expect.stringContaining("Click the Earshot button") });
});

test("a panel is there already: no popup is opened beside it", async () => {
  const { done, parts, said } = keeper({ outcome: "cancelled" });
  const visit = await parts.begin({ ...wish, by: "panel" });
  await parts.hear(said(visit), from());
  expect(done).not.toContain("popup");
});

test("nobody else has a say: not a page, a frame, another tab or extension, nor who does not know the name", async () => {
  const { kept, done, parts, said } = keeper({ outcome: "cancelled" });
  const visit = await parts.begin(wish);
  await parts.hear(said(visit), from({ id: "another" }));
  await parts.hear(said(visit), from({ frameId: 3 }));
  await parts.hear(said(visit), from({ tab: { id: 8 } }));
  await parts.hear(said(visit), { id: ID });
  await parts.hear(said("6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"), from());
  for (const strange of [undefined, null, "part", { part: 1 }, { part: visit, more: 1 }, [visit]]) {
    await parts.hear(strange, from());
  }
  expect(done).toEqual(["begin 7"]);
  expect((await kept.get())?.came).toEqual({ state: "choosing" });
});

test("there is one choice at a time: the selector of the former goes, and what is decided twice counts once", async () => {
  const { kept, done, parts, said } = keeper({ outcome: "cancelled" });
  const first = await parts.begin(wish);
  const second = await parts.begin({ ...wish, tabId: 9 });
  expect(done).toEqual(["begin 7", "end 7", "begin 9"]);
  await parts.hear(said(first), from());
  expect((await kept.get())?.came.state).toBe("choosing");
  await parts.hear(said(second), from({ tab: { id: 9 } }));
  await parts.hear(said(second), from({ tab: { id: 9 } }));
  expect(done.filter((what) => what === "popup")).toHaveLength(1);
});

test("a choice that is still being made is not forgotten by the alarm of one before; who no longer wants it takes the selector away", async () => {
  const { kept, done, parts } = keeper();
  const visit = await parts.begin(wish);
  await parts.forget();
  expect(await kept.get()).toBeDefined();
  await parts.stop("6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b");
  expect(await kept.get()).toBeDefined();
  await parts.stop(visit);
  expect(await kept.get()).toBeUndefined();
  expect(done.at(-1)).toBe("end 7");
});
