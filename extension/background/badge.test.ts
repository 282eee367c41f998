import { expect, test } from "vitest";
import type { QueueHead } from "../../shared/transport/queue-storage.ts";
import { showBadge } from "./badge.ts";

const shown = async (states: QueueHead["state"][], unread = 0) => {
  const said: Record<string, string> = {};
  const take = async (details: object) => void Object.assign(said, details);
  await showBadge(
    { heads: async () => states.map((state) => ({ state }) as QueueHead) },
    { setBadgeText: take, setBadgeBackgroundColor: take, setTitle: take },
    unread,
  );
  return said;
};

test("the button shows how much waits, in red where something waits for its writer, and nothing when all is sent", async () => {
  expect(await shown([])).toMatchObject({ text: "", title: "Give feedback on this page" });
  expect(await shown(["waiting"])).toEqual({
    text: "1",
    color: "#5c6370",
    title: "Give feedback on this page (1 message waits to be sent)",
  });
  expect(await shown(["waiting", "needs-you"])).toEqual({
    text: "2",
    color: "#b3261e",
    title: "Give feedback on this page (1 message waits to be sent, 1 could not be sent)",
  });
});

test("where nothing waits it shows how many replies are new", async () => {
  expect(await shown([], 1)).toEqual({
    text: "1",
    color: "#3451e0",
    title: "Give feedback on this page (1 new reply from the team)",
  });
  expect(await shown(["needs-you"], 2)).toEqual({
    text: "1",
    color: "#b3261e",
    title: "Give feedback on this page (1 could not be sent, 2 new replies from the team)",
  });
});
