import { screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { go } from "../address.ts";
import { text as inboxText } from "../inbox/text.ts";
import { exampleApp } from "../testing/example-extensions.ts";
import { keysAnswers, pageKey, secretKey, tokenTest } from "../testing/example-keys.ts";
import { exampleLive } from "../testing/example-live.ts";
import { exampleRecord } from "../testing/example-record.ts";
import { type ExampleServer, exampleServer } from "../testing/example-server.ts";
import { showApp } from "../testing/show-app.tsx";
import { TEXT } from "../text.ts";
import { text } from "./text.ts";

beforeEach(() => page.viewport(1280, 800));

const LEAK = { leakedAt: "2026-10-05T11:58:00.000Z", leakedFrom: "https://shop.example" };
const serverWith = (given: Partial<ExampleServer> = {}, keys = [pageKey(), secretKey()]) =>
  exampleServer({
    records: [exampleRecord()],
    extensions: { apps: [exampleApp()], codes: [], keys },
    rooms: [keysAnswers({ secrets: [], token: tokenTest() })],
    ...given,
  });
const WARNED = new RegExp(`^${TEXT.rooms.keys} ?, ${TEXT.navigation.leaked}$`);
const isWarned = () => screen.queryByRole("link", { name: WARNED }) !== null;
const leaks = (server: ExampleServer) => Object.assign(server.extensions.keys[1]!, LEAK);

test("a key that leaks is told beside the keys at once, in any room, until another member has ended it", async () => {
  const server = serverWith();
  const live = exampleLive();
  showApp(server, "#/privacy", 30, live);
  await waitFor(() => expect(server.seen).toContain("GET /v1/keys"));
  await screen.findByRole("link", { name: TEXT.rooms.keys });
  expect(isWarned()).toBe(false);
  const { id } = leaks(server);
  live.tell({ type: "key.leaked", subject: id, app: null });
  await screen.findByRole("link", { name: WARNED });
  go("#/inbox");
  await screen.findByText(inboxText.detail.none);
  expect(isWarned()).toBe(true);
  server.extensions.keys[1]!.revokedAt = "2026-10-05T11:59:00.000Z";
  await waitFor(() => expect(isWarned()).toBe(false));
});

test("a key that had leaked before is told too, and no more once it was replaced in the room of keys", async () => {
  showApp(serverWith({}, [pageKey(), secretKey(LEAK)]));
  await userEvent.click(await screen.findByRole("link", { name: WARNED }));
  await userEvent.click(await screen.findByRole("button", { name: text.leak.action }));
  await userEvent.click(await screen.findByRole("button", { name: text.rotation.action }));
  await waitFor(() => expect(isWarned()).toBe(false));
  await userEvent.click(screen.getByRole("link", { name: TEXT.rooms.inbox }));
  await screen.findByRole("heading", { level: 1, name: inboxText.inbox.title });
  expect(isWarned()).toBe(false);
});

test("the inbox does not wait for the keys: they are asked for when its first feedback is there", async () => {
  const server = serverWith({}, [pageKey(), secretKey(LEAK)]);
  let isAnswered = false;
  const fetch = server.fetch;
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  server.fetch = async (address, init) => {
    if (new URL(address).pathname === "/v1/feedback" && !isAnswered) await held;
    return fetch(address, init);
  };
  showApp(server, "", 60_000);
  await waitFor(() => expect(server.seen).toContain("GET /v1/members")); // what belongs to the first view
  await new Promise((passed) => setTimeout(passed, 100));
  expect(server.seen).not.toContain("GET /v1/keys");
  isAnswered = true;
  answer();
  await screen.findByRole("link", { name: WARNED });
});

test("who may not manage keys is not told of them, and asks for none", async () => {
  const server = serverWith({ member: { right: "triager" } }, [pageKey(), secretKey(LEAK)]);
  const live = exampleLive();
  showApp(server, "", 30, live);
  await screen.findByText(inboxText.detail.none);
  live.tell({ type: "key.leaked", subject: server.extensions.keys[1]!.id, app: null });
  await new Promise((passed) => setTimeout(passed, 150));
  expect(server.seen).not.toContain("GET /v1/keys");
  expect(screen.queryByText(TEXT.navigation.leaked, { exact: false })).toBeNull();
});

test("on a phone the button that opens the rooms says it as well", async () => {
  await page.viewport(390, 844);
  showApp(serverWith({}, [pageKey(), secretKey(LEAK)]));
  const menu = await screen.findByRole("button", {
    name: new RegExp(`^${TEXT.navigation.open} ?, ${TEXT.navigation.leaked}$`),
  });
  const dot = menu.querySelector(".dot")!.getBoundingClientRect();
  expect([dot.width, dot.height]).toEqual([8, 8]);
  await userEvent.click(menu);
  await screen.findByRole("link", { name: WARNED });
});
