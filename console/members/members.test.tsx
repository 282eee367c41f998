import { screen, waitFor, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { RIGHT_NAMES } from "../format/right-name.ts";
import {
  type ExampleTeam,
  exampleInvitation,
  exampleKnownKey,
  exampleMember,
  membersAnswers,
} from "../testing/example-members.ts";
import { type ExampleServer, exampleServer } from "../testing/example-server.ts";
import { showApp } from "../testing/show-app.tsx";
import { TEXT } from "../text.ts";
import { TEXT_OF_MEMBERS } from "./text.ts";

const { change, remove, invite, open, onlyOwner, above } = TEXT_OF_MEMBERS;
const ANN = { id: "68e25d00000000000000b002", name: "Ann  Lee\u00a0", right: "triager" as const, email: null };

const show = (given: Partial<ExampleTeam> = {}, server: Partial<ExampleServer> = {}) => {
  const team: ExampleTeam = { members: [exampleMember(), exampleMember(ANN)], invitations: [], keys: [], ...given };
  const example = exampleServer({ rooms: [membersAnswers(team)], ...server });
  showApp(example, "#/members");
  return { team, example };
};
/** Names as people see them: how their spaces are written is nobody's business. */
const seen = (name: string) => (shown: string) =>
  shown.replace(/\s+/g, " ").trim() === name.replace(/\s+/g, " ").trim();
const button = (name: string) => screen.findByRole<HTMLButtonElement>("button", { name: seen(name) });
const rowOf = async (name: string) => (await screen.findByText(name)).closest<HTMLElement>("tr")!;

test("an invitation gives a link, shown once, and stands among the open ones until it is withdrawn", async () => {
  const { team } = show();
  await userEvent.click(await button(invite.action));
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByRole("textbox", { name: invite.name }), "Ida");
  await userEvent.click(within(dialog).getByRole("radio", { name: new RegExp(RIGHT_NAMES.viewer.name) }));
  await userEvent.click(within(dialog).getByRole("button", { name: invite.make }));
  await within(dialog).findByText(`${location.origin}${location.pathname}#invitation=the-invitation`);
  expect(team.invitations).toMatchObject([{ name: "Ida", right: "viewer" }]);
  await userEvent.click(within(dialog).getByRole("button", { name: invite.close }));

  await userEvent.click(await button(open.cancelOf("Ida")));
  await userEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: open.cancel }));
  const said = await screen.findByText(open.cancelled("Ida"));
  await waitFor(() => expect(document.activeElement).toBe(said));
  screen.getByText(open.none);
  expect(team.invitations).toEqual([]);
});

test("a right is chosen, and changed only by the button", async () => {
  const { team } = show();
  await userEvent.click(await button(change.of(ANN.name)));
  const dialog = await screen.findByRole("dialog", { name: change.title });
  within(dialog).getByRole("radio", { checked: true }).focus();
  await userEvent.keyboard("{ArrowDown}");
  expect(team.members[1]?.right).toBe("triager");
  await userEvent.click(within(dialog).getByRole("button", { name: change.save }));
  await screen.findByText(change.done("Ann Lee", RIGHT_NAMES.admin.name));
  expect(team.members[1]?.right).toBe("admin");
});

test("who lowers their own right is asked once more, and the console follows at once", async () => {
  const other = exampleMember({ ...ANN, name: "Second Owner", right: "owner" });
  const { team } = show({ members: [exampleMember(), other] });
  await userEvent.click(await button(change.of("Olive Owner")));
  const dialog = await screen.findByRole("dialog", { name: change.title });
  await userEvent.click(within(dialog).getByRole("radio", { name: new RegExp(RIGHT_NAMES.viewer.name) }));
  await userEvent.click(within(dialog).getByRole("button", { name: change.save }));
  await within(dialog).findByText(change.self);
  expect(team.members[0]?.right).toBe("owner");
  await userEvent.click(within(dialog).getByRole("button", { name: change.selfAction }));
  await waitFor(() => expect(team.members[0]?.right).toBe("viewer"));
  await waitFor(() => expect(screen.queryByRole("button", { name: invite.action })).toBeNull());
  expect(screen.queryByRole("link", { name: TEXT.rooms.privacy })).toBeNull();
});

test("a member with odd spaces in their name is removed by it, and the keys they know are named with a way to rotate them", async () => {
  const { team } = show({ keys: [exampleKnownKey()] });
  await userEvent.click(await button(remove.of(ANN.name)));
  const dialog = await screen.findByRole("dialog", { name: remove.title });
  await within(dialog).findByText(remove.keys(1));
  const removing = within(dialog).getByRole<HTMLButtonElement>("button", { name: seen(remove.of("Ann Lee")) });
  expect(removing.disabled).toBe(true);
  await userEvent.type(within(dialog).getByRole("textbox"), "Ann Lee");
  await userEvent.click(removing);
  const heading = await screen.findByRole("heading", { name: seen(remove.keysTitle("Ann Lee")) });
  await waitFor(() => expect(document.activeElement).toBe(heading));
  const rotate = screen.getByRole<HTMLAnchorElement>("link", { name: remove.rotate("Nightly export") });
  expect(rotate.getAttribute("href")).toBe("#/keys?app=68e25d00000000000000a001");
  expect(team.members).toHaveLength(1);
});

test("that the only owner stays is said before anything is pressed", async () => {
  show();
  expect(within(await rowOf(onlyOwner)).queryByRole("button")).toBeNull();
});

test("an admin can do nothing to an owner", async () => {
  const second = exampleMember({ ...ANN, name: "Second Owner", right: "owner" });
  show({ members: [exampleMember(), second] }, { member: { id: "68e25d00000000000000b003", right: "admin" } });
  await waitFor(() => expect(screen.getAllByText(above)).toHaveLength(2));
  expect(screen.queryByRole("button", { name: remove.of("Second Owner") })).toBeNull();
});

test("who only reads sees who is there, and asks for no invitations", async () => {
  const { example } = show({ invitations: [exampleInvitation()] }, { member: { right: "viewer" } });
  await screen.findByRole("table", { name: TEXT_OF_MEMBERS.list });
  expect(screen.queryByText("Ida Invited")).toBeNull();
  expect(example.seen.join()).not.toContain("invitations");
});

test("what the server refuses is said in the dialog, which stays", async () => {
  const { example } = show();
  await userEvent.click(await button(change.of(ANN.name)));
  const dialog = await screen.findByRole("dialog", { name: change.title });
  await userEvent.click(within(dialog).getByRole("radio", { name: new RegExp(RIGHT_NAMES.viewer.name) }));
  example.fault = "no-answer";
  await userEvent.click(within(dialog).getByRole("button", { name: change.save }));
  await within(dialog).findByText(TEXT.error.network);
  expect(within(dialog).getByRole<HTMLInputElement>("radio", { checked: true }).value).toBe("viewer");
});
