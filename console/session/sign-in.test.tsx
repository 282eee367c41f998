import { screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { RIGHT_NAMES } from "../format/right-name.ts";
import { ROLE_NAMES } from "../format/role-name.ts";
import { doorAnswers, type ExampleDoors, exampleDoors, examplePreview } from "../testing/example-doors.ts";
import { membersAnswers } from "../testing/example-members.ts";
import { exampleRecord } from "../testing/example-record.ts";
import { type ExampleServer, exampleServer } from "../testing/example-server.ts";
import { showApp } from "../testing/show-app.tsx";
import { TEXT } from "../text.ts";
import { TEXT_OF_SESSION } from "./text.ts";

const text = TEXT_OF_SESSION;
beforeEach(() => page.viewport(1280, 800));
beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

const show = (given: Partial<ExampleDoors> = {}, fragment = "", server: Partial<ExampleServer> = {}) => {
  const doors = exampleDoors(given);
  const team = { members: [], invitations: [], keys: [] };
  const example = exampleServer({
    signedIn: false,
    records: [exampleRecord()],
    rooms: [membersAnswers(team)],
    doors: [doorAnswers(doors)],
    ...server,
  });
  showApp(example, fragment);
  return { doors, example };
};
const field = (label: string) => screen.findByLabelText<HTMLInputElement>(label);
const button = (name: string) => screen.findByRole<HTMLButtonElement>("button", { name });
const signIn = async (email: string, password: string) => {
  const address = await field(text.email);
  await userEvent.clear(address);
  await userEvent.type(address, email);
  await userEvent.type(await field(text.password), `${password}{Enter}`);
};
const inbox = () => screen.findByRole("heading", { level: 1, name: TEXT.rooms.inbox });

test("a wrong password is told in one sentence and the address stays; the right one leads to the inbox", async () => {
  show();
  await signIn("olive@example.com", "wrong");
  await screen.findByText(text.wrong);
  expect((await field(text.email)).value).toBe("olive@example.com");
  expect((await field(text.password)).value).toBe("");
  await signIn("olive@example.com", "four words of mine");
  await inbox();
});

test("a browser fills in what it knows: the fields are named for it", async () => {
  show();
  expect((await field(text.email)).autocomplete).toBe("username");
  expect((await field(text.password)).autocomplete).toBe("current-password");
});

test("after too many tries it is told when to try again", async () => {
  const { example } = show();
  const { fetch } = example;
  example.fetch = async (url, init) =>
    url.endsWith("/v1/sign-in") && init.method === "POST"
      ? new Response(JSON.stringify({ error: { code: "rate_limited", message: "Slow down.", requestId: "r" } }), {
          status: 429,
          headers: { "Retry-After": "240" },
        })
      : fetch(url, init);
  document.body.replaceChildren();
  showApp(example);
  await signIn("olive@example.com", "four words of mine");
  await screen.findByText(text.tooMany(240));
});

test("a session that ends is told; signing in leads back to the same place", async () => {
  const { example } = show({}, "#/members", { signedIn: true });
  await screen.findByRole("heading", { level: 1, name: TEXT.rooms.members });
  await userEvent.click(await button("Invite somebody"));
  example.signedIn = false;
  await userEvent.click(await button("Make the link"));
  await screen.findByRole("heading", { level: 1, name: TEXT.session.ended.title });
  expect(location.hash).toBe("#/members");
  await signIn("olive@example.com", "four words of mine");
  await screen.findByRole("heading", { level: 1, name: TEXT.rooms.members });
});

test("the provider's button is called as the server says, and a refusal of it is told once", async () => {
  show(
    { ways: { password: false, passkeys: false, openIdConnect: { name: "Mug SSO" } } },
    "#sign-in-failed=not_invited",
  );
  await screen.findByRole("heading", { level: 1, name: text.providerFailed.title });
  screen.getByText(text.providerFailed.reasons.not_invited);
  const link = await screen.findByRole<HTMLAnchorElement>("link", { name: text.continueWith("Mug SSO") });
  expect(new URL(link.href).pathname).toBe("/v1/oidc/start");
  await waitFor(() => expect(screen.queryByLabelText(text.password)).toBeNull());
  expect(location.hash).toBe("");
});

test("an invitation says who invites to what; its token leaves the address at once; accepting signs in", async () => {
  const { doors } = show({ invitation: examplePreview() }, "#invitation=the-invitation");
  expect(location.href).not.toContain("the-invitation");
  await screen.findByRole("heading", { level: 1, name: text.accept.title("Mug Shop") });
  screen.getByText(text.accept.by("Olive Owner"));
  screen.getByText(text.accept.right(RIGHT_NAMES.triager.name, RIGHT_NAMES.triager.may));
  await userEvent.click(await button(text.accept.action));
  screen.getByText(text.accept.nameMissing);
  screen.getByText(text.accept.emailMissing);
  await userEvent.type(await field(text.accept.name), "Ida");
  await userEvent.type(await field(text.accept.email), "ida@example.com");
  await userEvent.type(await field(text.accept.password), "too short");
  await userEvent.click(await button(text.accept.action));
  await screen.findByText(text.rules.short(12, 9));
  expect(doors.invitation).toBeDefined();
  await userEvent.type(await field(text.accept.password), " no more");
  await userEvent.click(await button(text.accept.action));
  await screen.findByRole("heading", { level: 1, name: text.role.title });
  expect(doors.invitation).toBeUndefined();
});

test("an invitation that is used up says so, and leads to signing in", async () => {
  show({}, "#invitation=used");
  await screen.findByRole("heading", { level: 1, name: text.accept.gone });
  await userEvent.click(await button(text.accept.toSignIn));
  await field(text.password);
});

test("who is signed in already is told whom accepting makes of them", async () => {
  show({ invitation: examplePreview({ name: "Ida" }) }, "#invitation=the-invitation", { signedIn: true });
  await screen.findByText(text.accept.signedInAs("Olive Owner"));
  expect((await field(text.accept.name)).value).toBe("Ida");
});

test("the role is asked once: said, it is kept and never asked again", async () => {
  const { example } = show({}, "", { signedIn: true, member: { role: null } });
  await screen.findByText(text.role.why);
  await userEvent.click(await screen.findByRole("radio", { name: ROLE_NAMES.support }));
  await userEvent.click(await button(text.role.save));
  await inbox();
  expect(example.member.role).toBe("support");
});

test("the role can be skipped, and is not asked again in this browser", async () => {
  const { example } = show({}, "", { signedIn: true, member: { role: null } });
  await userEvent.click(await button(text.role.skip));
  await inbox();
  document.body.replaceChildren();
  showApp(example);
  await inbox();
  expect(example.member.role).toBeNull();
});
