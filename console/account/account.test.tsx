import { screen, waitFor, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { ROLE_NAMES } from "../format/role-name.ts";
import { TEXT_OF_SESSION } from "../session/text.ts";
import {
  accountAnswers,
  type ExampleAccount,
  exampleAccount,
  examplePasskey,
  exampleSession,
} from "../testing/example-account.ts";
import { doorAnswers, exampleDoors } from "../testing/example-doors.ts";
import { type ExampleServer, exampleServer } from "../testing/example-server.ts";
import { showApp } from "../testing/show-app.tsx";
import { TEXT } from "../text.ts";
import { TEXT_OF_ACCOUNT } from "./text.ts";

const { profile, password, passkeys, sessions } = TEXT_OF_ACCOUNT;

beforeEach(() => page.viewport(1280, 800)); // a narrow header has no room for the name

const show = (given: Partial<ExampleAccount> = {}, server: Partial<ExampleServer> = {}) => {
  const account = exampleAccount({ sessions: [...exampleAccount().sessions, exampleSession()], ...given });
  const example = exampleServer({
    member: { email: "olive@example.com" },
    rooms: [accountAnswers(account)],
    doors: [doorAnswers(exampleDoors())],
    ...server,
  });
  showApp(example, "#/account");
  return { account, example };
};
const button = (name: string) => screen.findByRole<HTMLButtonElement>("button", { name });
const field = (label: string) => screen.findByLabelText<HTMLInputElement>(label);

test("name, role and address are saved together, the header follows, and a new address is told", async () => {
  const { example } = show();
  const name = await field(profile.name);
  expect((await button(profile.save)).disabled).toBe(true);
  await userEvent.clear(name);
  await userEvent.type(name, "Olive Oak");
  await userEvent.selectOptions(await field(profile.role), ROLE_NAMES.support);
  const email = await field(profile.email);
  await userEvent.clear(email);
  await userEvent.type(email, "oak@example.com");
  await userEvent.click(await button(profile.save));
  await screen.findByText(profile.savedEmail("oak@example.com"));
  await screen.findByRole("link", { name: "Olive Oak" });
  expect(example.member).toMatchObject({ name: "Olive Oak", role: "support", email: "oak@example.com" });
});

test("what was written stays when it cannot be saved", async () => {
  const { example } = show();
  const name = await field(profile.name);
  await userEvent.type(name, " Oak");
  // The other panels have asked what they ask, so that only the saving fails.
  await Promise.all([password.none, passkeys.noServer, sessions.here].map((there) => screen.findByText(there)));
  example.fault = "no-answer";
  await userEvent.click(await button(profile.save));
  await screen.findByText(TEXT.error.network);
  expect(name.value).toBe("Olive Owner Oak");
});

test("a password is changed by the one before, and ends the other sessions, which is said and seen", async () => {
  const { account } = show({ password: "four words of mine" });
  await userEvent.type(await field(password.current), "not this one");
  await userEvent.type(await field(password.next), "five words of my own");
  await userEvent.click(await button(password.change));
  await screen.findByText(password.currentWrong);
  await userEvent.clear(await field(password.current));
  await userEvent.type(await field(password.current), "four words of mine");
  await userEvent.click(await button(password.change));
  await screen.findByText(password.done);
  await waitFor(() => expect(screen.queryByText("Firefox on Linux")).toBeNull());
  expect(account.password).toBe("five words of my own");
});

test("a password that is too short is told by its rule, and nothing is asked of the server", async () => {
  const { example } = show();
  await userEvent.type(await field(password.next), "short");
  await userEvent.click(await button(password.set));
  await screen.findByText(TEXT_OF_SESSION.rules.short(12, 5));
  expect(example.seen.join()).not.toContain("PUT");
});

test("without an address it is said that a password needs one", async () => {
  show({}, { member: { email: null } });
  await screen.findByText(new RegExp(password.needsEmail));
  expect(screen.queryByLabelText(password.next)).toBeNull();
});

test("a session is ended, and all others; this one is marked and has no button", async () => {
  const other = exampleSession({ id: "68e25d000000000000013002", agent: "Safari on iPhone" });
  const { account } = show({ sessions: [...exampleAccount().sessions, exampleSession(), other] });
  await screen.findByText(sessions.here);
  expect(screen.queryByRole("button", { name: sessions.endOf("Chrome on macOS") })).toBeNull();
  await userEvent.click(await button(sessions.endOf("Safari on iPhone")));
  await screen.findByText(sessions.ended("Safari on iPhone"));
  await userEvent.click(await button(sessions.others));
  const dialog = await screen.findByRole("dialog", { name: sessions.othersSure });
  within(dialog).getByText(sessions.othersText(1));
  await userEvent.click(within(dialog).getByRole("button", { name: sessions.others }));
  await screen.findByText(sessions.othersDone);
  expect(account.sessions).toHaveLength(1);
});

test("a passkey is removed once it was confirmed; where the server has none, why is said", async () => {
  const { account } = show({ passkeys: [examplePasskey()] });
  await screen.findByText(passkeys.noServer);
  await userEvent.click(await button(passkeys.removeOf("Work laptop")));
  const dialog = await screen.findByRole("dialog", { name: passkeys.sure });
  await userEvent.click(within(dialog).getByRole("button", { name: passkeys.remove }));
  await screen.findByText(passkeys.removed("Work laptop"));
  expect(account.passkeys).toEqual([]);
});
