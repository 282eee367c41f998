import { screen, waitFor, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { exampleApp } from "../testing/example-extensions.ts";
import { examplePerson, privacyAnswers } from "../testing/example-privacy.ts";
import { exampleRecord } from "../testing/example-record.ts";
import { type ExampleServer, exampleServer } from "../testing/example-server.ts";
import { showApp } from "../testing/show-app.tsx";
import { TEXT } from "../text.ts";
import { TEXT_OF_PRIVACY } from "./text.ts";

const { find, person, erase, receipt, retention } = TEXT_OF_PRIVACY;

const show = (given: Partial<ExampleServer> = {}, people = [examplePerson()]) => {
  const server = exampleServer({ rooms: [privacyAnswers(people)], ...given });
  showApp(server, "#/privacy");
  return server;
};
const look = async (words: string) => {
  await userEvent.type(await screen.findByRole("searchbox", { name: find.field }), `${words}{Enter}`);
};
const button = (name: string) => screen.findByRole<HTMLButtonElement>("button", { name });

test("a person is found, erased once their address was written, and the receipt tells all but who they were", async () => {
  show();
  await look("dana");
  await userEvent.click(await button(person.eraseOf("Dana Example")));
  const dialog = await screen.findByRole("dialog", { name: erase.title });
  const erasing = within(dialog).getByRole<HTMLButtonElement>("button", { name: erase.action });
  expect(erasing.disabled).toBe(true);
  await userEvent.type(within(dialog).getByRole("textbox"), "dana@example.com");
  await userEvent.click(erasing);

  const kept = await screen.findByRole("region", { name: receipt.label });
  expect(kept.textContent).toMatch(/Feedback: 3\b.*Pictures: 2\b/s);
  expect(kept.textContent).toContain("By: Olive Owner");
  expect(kept.textContent).not.toMatch(/dana|user-17/i);
  await waitFor(() => expect(screen.queryByText("Dana Example")).toBeNull());
  await waitFor(() => expect(document.activeElement?.textContent).toBe(receipt.title));
  const file = within(kept).getByRole<HTMLAnchorElement>("link", { name: receipt.download });
  expect(await (await fetch(file.href)).text()).toContain("Feedback: 3");
  expect(file.download).toBe("erasure-2026-10-05.txt");
});

test("of a person who was added, and has sent nothing yet, it is told since when; of others, when they were seen", async () => {
  const added = { name: "Eve Added", feedbackCount: 0, firstSeenAt: "2026-10-01T12:00:00.000Z", lastSeenAt: null };
  show({}, [
    examplePerson({ ...added, addedAt: added.firstSeenAt }),
    examplePerson({ id: "68e25d00000000000000f002" }),
  ]);
  await look("dana");
  const whenOf = async (name: string) =>
    within((await screen.findByRole("heading", { name })).closest("li") ?? expect.fail())
      .getAllByRole("term")
      .map(({ textContent }) => textContent)
      .slice(-2);
  expect(await whenOf("Eve Added")).toEqual([person.feedback, person.addedAt]);
  expect(await whenOf("Dana Example")).toEqual([person.firstSeenAt, person.lastSeenAt]);
});

test("what is looked for stands in no address, and nobody is told as nobody", async () => {
  show();
  await look("nobody@example.com");
  await screen.findByText(find.nobody);
  expect(location.href).not.toContain("nobody");
});

test("when erasing fails the question stays, says so, and the person is still listed", async () => {
  const server = show();
  await look("dana");
  await userEvent.click(await button(person.eraseOf("Dana Example")));
  const dialog = await screen.findByRole("dialog", { name: erase.title });
  await userEvent.type(within(dialog).getByRole("textbox"), "dana@example.com");
  server.fault = "no-answer";
  await userEvent.click(within(dialog).getByRole("button", { name: erase.action }));
  await within(dialog).findByText(TEXT.error.network);
  expect(screen.queryByRole("region", { name: receipt.label })).toBeNull();
  await userEvent.click(within(dialog).getByRole("button", { name: TEXT.cancel }));
  await button(person.eraseOf("Dana Example"));
});

test("a shorter time tells how many go, and is kept only once the app's name was written", async () => {
  const old = { createdAt: "2026-07-05T11:57:00.000Z" };
  const server = show({ records: [exampleRecord(old), exampleRecord({ ...old, id: "68e25d000000000000000002" })] });
  await userEvent.click(await screen.findByRole("radio", { name: retention.days }));
  const days = screen.getByRole("textbox", { name: retention.daysLabel("Mug Shop") });
  await userEvent.clear(days);
  await userEvent.type(days, "30");
  await userEvent.click(await button(retention.saveOf("Mug Shop")));
  const dialog = await screen.findByRole("dialog", { name: retention.shorten("Mug Shop") });
  within(dialog).getByText(retention.goes(2, false, 30));
  expect(server.extensions.apps[0]?.retentionDays).toBeNull();
  await userEvent.type(within(dialog).getByRole("textbox"), "Mug Shop");
  await userEvent.click(within(dialog).getByRole("button", { name: retention.shortenAction }));
  await screen.findByText(retention.saved("Mug Shop", 30));
  expect(server.extensions.apps[0]?.retentionDays).toBe(30);
});

test("a longer time needs no question; what is no number of days is told beside the field", async () => {
  const server = show({ extensions: { apps: [exampleApp({ retentionDays: 30 })], codes: [], keys: [] } });
  const days = await screen.findByRole("textbox", { name: retention.daysLabel("Mug Shop") });
  await userEvent.clear(days);
  await userEvent.type(days, "5000");
  await userEvent.click(await button(retention.saveOf("Mug Shop")));
  await screen.findByText(retention.wrong(3_650));
  await userEvent.clear(days);
  await userEvent.type(days, "60{Enter}");
  await screen.findByText(retention.saved("Mug Shop", 60));
  expect(server.extensions.apps[0]?.retentionDays).toBe(60);
});

test("who may erase nobody does not see the room", async () => {
  show({ member: { right: "triager" } });
  await screen.findByRole("heading", { level: 1, name: TEXT.navigation.notHere });
  expect(screen.queryByRole("link", { name: TEXT.rooms.privacy })).toBeNull();
});
