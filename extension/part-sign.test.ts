import { expect, test } from "vitest";
import type { WantedPart } from "./part.ts";
import { type SignAction, sign, unsign } from "./part-sign.ts";

const wanted = (came: WantedPart["came"]): WantedPart => ({
  tabId: 7,
  windowId: 1,
  by: "popup",
  quote: "",
  visit: "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b",
  came,
});
const ready = wanted({ state: "ready", picture: { dataUrl: "data:,", durationMs: 1, gaps: [] } });

/** A browser's button; Chrome takes no title that is null. */
const button = ({ takesNull = true } = {}) => {
  const ofTab: { text?: string | null; title?: string | null } = {};
  const action: SignAction = {
    getBadgeText: async () => ofTab.text ?? "3",
    setBadgeText: async ({ text }) => void Object.assign(ofTab, { text }),
    getTitle: async () => "Three wait",
    setTitle: ({ title }) => {
      if (title === null && !takesNull) throw new TypeError("Error at property 'title'");
      ofTab.title = title;
      return Promise.resolve();
    },
  };
  return { ofTab, action };
};

test("a button says that a picture is ready, or in its own words why there is none, and of a choice that was called off nothing", async () => {
  const { ofTab, action } = button();
  await sign(action, wanted({ state: "cancelled" }));
  expect(ofTab).toEqual({});
  await sign(action, ready);
  expect(ofTab).toEqual({ text: "✓", title: expect.stringContaining("is ready") });
  await sign(action, wanted({ state: "failed", message: "It moved." }));
  expect(ofTab).toEqual({ text: "!", title: "It moved." });
});

test("without its sign it says what every tab's does, in browsers that let a tab inherit and in those that copy", async () => {
  for (const [takesNull, title] of [
    [true, null],
    [false, "Three wait"],
  ] as const) {
    const { ofTab, action } = button({ takesNull });
    await sign(action, ready);
    await unsign(action, 7);
    expect(ofTab).toEqual({ text: null, title });
  }
});

test("a button that was not signed stays as it is, and a tab that is gone needs nothing", async () => {
  const { ofTab, action } = button();
  await unsign(action, 7);
  expect(ofTab).toEqual({});
  const gone = () => Promise.reject(new Error("No tab with id: 7."));
  await unsign({ ...action, getBadgeText: gone }, 7);
  expect(ofTab).toEqual({});
});
