import { screen, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { TEXT_OF_ACCOUNT } from "../account/text.ts";
import { TEXT_OF_MEMBERS } from "../members/text.ts";
import { TEXT_OF_PRIVACY } from "../privacy/text.ts";
import { axeOfViews, type View } from "../testing/axe-of-views.ts";
import { accountAnswers, exampleAccount, examplePasskey, exampleSession } from "../testing/example-account.ts";
import { doorAnswers, exampleDoors, examplePreview } from "../testing/example-doors.ts";
import { exampleInvitation, exampleKnownKey, exampleMember, membersAnswers } from "../testing/example-members.ts";
import { examplePerson, privacyAnswers } from "../testing/example-privacy.ts";
import { exampleRecord } from "../testing/example-record.ts";
import type { ExampleServer } from "../testing/example-server.ts";
import { TEXT } from "../text.ts";
import { TEXT_OF_SESSION } from "./text.ts";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });
const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));
const ANN = { id: "68e25d00000000000000b002", name: "Ann Lee", email: "ann.lee@a-very-long-name-of-a-company.example" };

const outside = (): Partial<ExampleServer> => ({
  signedIn: false,
  doors: [
    doorAnswers(
      exampleDoors({
        ways: { password: true, passkeys: true, openIdConnect: { name: "Mug SSO" } },
        invitation: examplePreview({ name: "Ida", email: "ida@example.com" }),
      }),
    ),
  ],
});
const team = (): Partial<ExampleServer> => ({
  rooms: [
    membersAnswers({
      members: [exampleMember(), exampleMember({ ...ANN, right: "triager", role: null })],
      invitations: [exampleInvitation()],
      keys: [exampleKnownKey()],
    }),
  ],
});
const account = (): Partial<ExampleServer> => ({
  member: { email: "olive@example.com" },
  rooms: [
    accountAnswers(
      exampleAccount({
        password: "four words of mine",
        passkeys: [examplePasskey()],
        sessions: [...exampleAccount().sessions, exampleSession()],
      }),
    ),
  ],
  doors: [doorAnswers(exampleDoors({ ways: { password: true, passkeys: true, openIdConnect: null } }))],
});
const privacy = (): Partial<ExampleServer> => ({
  records: [exampleRecord()],
  rooms: [privacyAnswers([examplePerson()])],
});

const VIEWS: Record<string, View> = {
  "sign in, refused": [
    outside,
    "",
    async () => {
      await screen.findByRole("link", { name: TEXT_OF_SESSION.continueWith("Mug SSO") });
      await userEvent.type(screen.getByLabelText(TEXT_OF_SESSION.email), "ann@example.com");
      await userEvent.type(screen.getByLabelText(TEXT_OF_SESSION.password), "wrong{Enter}");
      await screen.findByText(TEXT_OF_SESSION.wrong);
    },
  ],
  "accept an invitation": [
    outside,
    "#invitation=the-invitation",
    async () => {
      await press(TEXT_OF_SESSION.accept.action);
      await screen.findByText(TEXT_OF_SESSION.rules.short(12, 0));
    },
  ],
  "the role is asked": [
    () => ({ member: { id: "68e25d00000000000000b077", role: null } }),
    "",
    () => heading(TEXT_OF_SESSION.role.title),
  ],
  members: [team, "#/members", () => screen.findByText("Ida Invited")],
  "invite somebody": [
    team,
    "#/members",
    async () => {
      await press(TEXT_OF_MEMBERS.invite.action);
      await press(TEXT_OF_MEMBERS.invite.make);
      await screen.findByText(/#invitation=the-invitation/);
    },
  ],
  "change a right": [
    team,
    "#/members",
    async () => {
      await press(TEXT_OF_MEMBERS.change.of("Ann Lee"));
      await screen.findByRole("dialog");
    },
  ],
  "keys of who was removed": [
    team,
    "#/members",
    async () => {
      await press(TEXT_OF_MEMBERS.remove.of("Ann Lee"));
      const dialog = await screen.findByRole("dialog");
      await userEvent.type(within(dialog).getByRole("textbox"), "Ann Lee{Enter}");
      await screen.findByText(TEXT_OF_MEMBERS.remove.keysText);
    },
  ],
  account: [account, "#/account", () => screen.findByText(TEXT_OF_ACCOUNT.sessions.here)],
  "a person found": [
    privacy,
    "#/privacy",
    async () => {
      await userEvent.type(await screen.findByRole("searchbox"), "dana{Enter}");
      await screen.findByText("Dana Example");
      await userEvent.click(await screen.findByRole("radio", { name: TEXT_OF_PRIVACY.retention.days }));
    },
  ],
  "a person erased": [
    privacy,
    "#/privacy",
    async () => {
      await userEvent.type(await screen.findByRole("searchbox"), "dana{Enter}");
      await press(TEXT_OF_PRIVACY.person.eraseOf("Dana Example"));
      const dialog = await screen.findByRole("dialog");
      await userEvent.type(within(dialog).getByRole("textbox"), "dana@example.com{Enter}");
      await screen.findByRole("link", { name: TEXT_OF_PRIVACY.receipt.download });
      await screen.findByRole("heading", { name: TEXT.rooms.privacy });
    },
  ],
};

axeOfViews(VIEWS);
