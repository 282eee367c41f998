import {
  acceptInvitationSchema,
  type InvitationPreview,
  invitationPreviewSchema,
} from "../../shared/contract/invitation.ts";
import { passwordSignInSchema } from "../../shared/contract/password.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { type Session, type SignInWays, sessionSchema, signInWaysSchema } from "../../shared/contract/session.ts";
import type { ExampleAnswers, ExampleServer } from "./example-server.ts";

export type ExampleDoors = {
  ways: SignInWays;
  /** Who gets in with which password. */
  members: Array<{ email: string; password: string; member: Partial<Session["member"]> }>;
  /** What the one token that works leads to. */
  invitation: InvitationPreview | undefined;
  token: string;
};

export const examplePreview = (given: Partial<InvitationPreview> = {}): InvitationPreview => ({
  organization: { name: "Mug Shop" },
  madeBy: { name: "Olive Owner" },
  email: null,
  name: null,
  right: "triager",
  role: null,
  expiresAt: "2026-10-12T12:00:00.000Z",
  ...given,
});

export const exampleDoors = (given: Partial<ExampleDoors> = {}): ExampleDoors => ({
  ways: { password: true, passkeys: false, openIdConnect: null },
  members: [{ email: "olive@example.com", password: "four words of mine", member: {} }],
  invitation: undefined,
  token: "the-invitation",
  ...given,
});

const comeIn = (server: ExampleServer, member: Partial<Session["member"]>) => {
  server.signedIn = true;
  server.member = member;
  const session: Session = {
    member: {
      id: "68e25d00000000000000b001",
      name: "Olive Owner",
      role: "product",
      right: "owner",
      email: null,
      ...member,
    },
    organization: { id: "68e25d00000000000000c001", name: server.organization },
    expiresAt: "2026-10-12T12:00:00.000Z",
  };
  return { status: 201, body: sessionSchema.parse(session) };
};

/** The ways to sign in, and the way from an invitation to a member. */
export const doorAnswers =
  (doors: ExampleDoors): ExampleAnswers =>
  ({ method, path, body, server }) => {
    const asked = `${method} ${path}`;
    if (asked === `GET ${ROUTES.signIn}`) return { status: 200, body: signInWaysSchema.parse(doors.ways) };
    if (asked === `POST ${ROUTES.signIn}`) {
      const tried = passwordSignInSchema.parse(body);
      const found = doors.members.find(({ email, password }) => email === tried.email && password === tried.password);
      return found ? comeIn(server, found.member) : "invalid_authorization";
    }
    if (asked === `POST ${ROUTES.invitationPreview}`) {
      const isRight = (body as { token: string }).token === doors.token;
      if (!isRight || !doors.invitation) return "invalid_authorization";
      return { status: 200, body: invitationPreviewSchema.parse(doors.invitation) };
    }
    if (asked !== `POST ${ROUTES.invitationAcceptance}`) return undefined;
    const accepted = acceptInvitationSchema.parse(body);
    if (accepted.token !== doors.token || !doors.invitation) return "invalid_authorization";
    const { right } = doors.invitation;
    doors.invitation = undefined;
    const name = accepted.name ?? "Nameless";
    return comeIn(server, { id: "68e25d00000000000000b009", name, right, role: null, email: accepted.email ?? null });
  };
