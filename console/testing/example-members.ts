import {
  createInvitationSchema,
  type Invitation,
  invitationListSchema,
  madeInvitationSchema,
} from "../../shared/contract/invitation.ts";
import {
  changeMemberSchema,
  type KnownKey,
  knownKeysSchema,
  type MemberAnswer,
  memberListSchema,
  memberSchema,
  removedMemberSchema,
} from "../../shared/contract/member.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { ExampleAnswers } from "./example-server.ts";

/** The one who is signed in, as `exampleServer` says. */
export const OLIVE = "68e25d00000000000000b001";

export const exampleMember = (given: Partial<MemberAnswer> = {}): MemberAnswer => ({
  id: OLIVE,
  name: "Olive Owner",
  role: "product",
  right: "owner",
  isOwner: given.right === undefined || given.right === "owner",
  email: "olive@example.com",
  createdAt: "2026-09-01T12:00:00.000Z",
  removedAt: null,
  ...given,
});

export const exampleInvitation = (given: Partial<Invitation> = {}): Invitation => ({
  id: "68e25d000000000000012001",
  email: "ida@example.com",
  name: "Ida Invited",
  right: "triager",
  role: null,
  madeBy: { id: OLIVE, name: "Olive Owner" },
  createdAt: "2026-10-04T12:00:00.000Z",
  expiresAt: "2026-10-11T12:00:00.000Z",
  ...given,
});

export const exampleKnownKey = (given: Partial<KnownKey> = {}): KnownKey => ({
  id: "68e25d00000000000000e009",
  app: { id: "68e25d00000000000000a001", name: "Mug Shop" },
  kind: "secret",
  name: "Nightly export",
  hint: "ear_sk_…wxyz",
  because: ["creator"],
  ...given,
});

export type ExampleTeam = { members: MemberAnswer[]; invitations: Invitation[]; keys: KnownKey[] };

/** Members and invitations. The last owner stays, as on the server. */
export const membersAnswers =
  (team: ExampleTeam): ExampleAnswers =>
  ({ method, path, body }) => {
    const asked = `${method} ${path}`;
    const id = path.split("/")[3] ?? "";
    if (asked === `GET ${ROUTES.members}`)
      return { status: 200, body: memberListSchema.parse({ data: team.members, nextCursor: null }) };
    if (asked === `GET ${ROUTES.invitations}`)
      return { status: 200, body: invitationListSchema.parse({ data: team.invitations, nextCursor: null }) };
    if (asked === `POST ${ROUTES.invitations}`) {
      const wanted = createInvitationSchema.parse(body);
      const said = { name: wanted.name ?? null, email: wanted.email ?? null, right: wanted.right };
      const made = exampleInvitation({ id: `68e25d00000000000001200${team.invitations.length + 2}`, ...said });
      team.invitations.unshift(made);
      return { status: 201, body: madeInvitationSchema.parse({ ...made, token: "the-invitation", link: null }) };
    }
    if (asked === `DELETE ${ROUTES.invitations}/${id}`) {
      team.invitations = team.invitations.filter((one) => one.id !== id);
      return { status: 204 };
    }
    const member = team.members.find((one) => one.id === id);
    if (!path.startsWith(`${ROUTES.members}/`) || !member) return undefined;
    if (path.endsWith("/keys")) return { status: 200, body: knownKeysSchema.parse({ data: team.keys }) };
    const isLast = member.isOwner && team.members.filter(({ isOwner }) => isOwner).length === 1;
    if (isLast && method !== "GET") return "conflict";
    if (method === "PATCH") {
      Object.assign(member, changeMemberSchema.parse(body));
      member.isOwner = member.right === "owner";
      return { status: 200, body: memberSchema.parse(member) };
    }
    team.members = team.members.filter((one) => one !== member);
    const removed = { ...member, removedAt: "2026-10-05T12:00:00.000Z" };
    return { status: 200, body: removedMemberSchema.parse({ member: removed, keys: team.keys }) };
  };
