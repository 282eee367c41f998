import * as z from "zod/mini";
import { emailSchema } from "../../shared/contract/email.ts";
import { MEMBER_ROLES, type MemberRole } from "../../shared/contract/enumerations.ts";
import { RIGHTS, type Right } from "../../shared/contract/may-do.ts";
import { nameSchema } from "../../shared/contract/name.ts";
import { makeSignInToken, signInLink } from "../members/sign-in-link.ts";
import { notedFor } from "../policy/access.ts";
import type { MemberRecord } from "../store/members.ts";
import { checked } from "./checked.ts";
import { type Action, type Group, UsageError } from "./command.ts";
import { table } from "./help.ts";
import { pick, readInstallation, withInstallation } from "./installation.ts";

const roleFrom = (place: "--role" | "ROLE", text: string): MemberRole => {
  const role = MEMBER_ROLES.find((known) => known === text);
  if (!role) throw new UsageError(`${place} ${text} is no role. Choose one of ${MEMBER_ROLES.join(", ")}.`);
  return role;
};

const rightFrom = (place: "--right" | "RIGHT", text: string): Right => {
  const right = RIGHTS.find((known) => known === text);
  if (!right) throw new UsageError(`${place} ${text} is no right. Choose one of ${RIGHTS.join(", ")}.`);
  return right;
};

const answer = ({ id, name, role, right, email, createdAt }: Omit<MemberRecord, "removedAt" | "isEmailVouched">) => ({
  id,
  name,
  role,
  right,
  isOwner: right === "owner",
  email,
  createdAt: new Date(createdAt).toISOString(),
});

const ROLES = `Roles: ${MEMBER_ROLES.join(", ")}.`;
const RIGHTS_TEXT =
  "Rights: viewer reads, triager also works on feedback, admin also sets up, owner also makes owners.";

const list: Action = {
  usage: "members list",
  summary: "list who may sign in to the console",
  about:
    "Rights: viewer reads, triager also works on feedback, admin also sets up, owner also makes owners. A key may capture only when its owner has said what they do in the team: none yet is what\nmembers set-role mends.",
  words: [0, 0],
  options: {},
  examples: [["earshot members list", "everybody, with their roles"]],
  run: (_, terminal) =>
    readInstallation(terminal, async ({ store, operator }) => {
      const all = await store.members.list(operator.organizationId);
      return {
        json: { data: all.map(answer) },
        text: table(
          ["ID", "NAME", "ROLE", "RIGHT"],
          all.map(({ id, name, role, right }) => [id, name, role ?? "none yet", right]),
        ),
      };
    }),
};

const add: Action = {
  usage: "members add NAME",
  summary: "add somebody to the team",
  about: `They sign in with a link: earshot members sign-in-link NAME.\n${ROLES}\n${RIGHTS_TEXT}`,
  words: [1, 1],
  options: {
    role: {
      type: "string",
      value: "ROLE",
      about: "what they do in the team; needed before keys of theirs may capture",
    },
    email: { type: "string", value: "ADDRESS", about: "what they sign in by, with a password or their provider" },
    right: { type: "string", value: "RIGHT", about: "what they may do in the console; triager unless said" },
  },
  examples: [['earshot members add "Ann Lee" --role support', "then send her a sign-in link"]],
  run: (given, terminal) =>
    withInstallation(terminal, async ({ store, operator, clock, makeId }) => {
      const role = given.text("role");
      const said = { name: given.words[0] ?? "", email: given.text("email") };
      const { name, email = null } = checked(z.object({ name: nameSchema, email: z.optional(emailSchema) }), said);
      const member = {
        id: makeId(),
        organizationId: operator.organizationId,
        name,
        role: role === undefined ? null : roleFrom("--role", role),
        right: rightFrom("--right", given.text("right") ?? "triager"),
        email,
        isEmailVouched: email !== null,
        createdAt: clock.now(),
      };
      if (!(await store.members.add(member, notedFor({ clock, makeId }, operator))))
        throw new UsageError("somebody has this e-mail address already. Run earshot members list to see them all.");
      return {
        json: answer(member),
        text: `  Added ${JSON.stringify(member.name)} (id ${member.id}). Next: earshot members sign-in-link ${member.id}`,
      };
    }),
};

const link: Action = {
  usage: "members sign-in-link [MEMBER]",
  summary: "make a link that signs somebody in, once, within 24 hours",
  about:
    "MEMBER is a name or an id; without it, the owner. Whoever has the link is that member: send it to nobody else. It leads to\nEARSHOT_URL, or to the port on this machine.",
  words: [0, 1],
  options: {},
  examples: [
    ["earshot members sign-in-link", "you have lost yours"],
    ['EARSHOT_URL=https://feedback.example.com earshot members sign-in-link "Ann Lee"', "for somebody elsewhere"],
  ],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const { store, operator, config } = installation;
      const all = await store.members.list(operator.organizationId);
      const member = pick("member", all, given.words[0] ?? operator.ownerId);
      const token = await makeSignInToken(installation, member.id);
      const url = signInLink(config.publicUrl ?? `http://localhost:${config.port}`, token);
      return {
        json: { member: answer(member), url },
        text: `  ${url}\n\n  It signs ${JSON.stringify(member.name)} in, once, within 24 hours.`,
      };
    }),
};

const setRole: Action = {
  usage: "members set-role MEMBER ROLE",
  summary: "say what somebody does in the team",
  about: `MEMBER is a name or an id. A key may capture only when its owner has a role.\n${ROLES}`,
  words: [2, 2],
  options: {},
  examples: [["earshot members set-role Owner engineering", "ends 403 owner_role_required"]],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const { store, operator } = installation;
      const [word = "", text = ""] = given.words;
      const role = roleFrom("ROLE", text);
      const member = pick("member", await store.members.list(operator.organizationId), word);
      await store.members.update(member.id, { role }, notedFor(installation, operator));
      return { json: answer({ ...member, role }), text: `  ${JSON.stringify(member.name)} is ${role} now.` };
    }),
};

const setRight: Action = {
  usage: "members set-right MEMBER RIGHT",
  summary: "say what somebody may do in the console",
  about: `MEMBER is a name or an id. The last owner stays one.\n${RIGHTS_TEXT}`,
  words: [2, 2],
  options: {},
  examples: [["earshot members set-right Ann admin", "lets her make keys, and invite others"]],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const { store, operator } = installation;
      const [word = "", text = ""] = given.words;
      const right = rightFrom("RIGHT", text);
      const member = pick("member", await store.members.list(operator.organizationId), word);
      if (right !== member.right) {
        const outcome = await store.members.setRight(member, right, notedFor(installation, operator));
        if (outcome !== "done")
          throw new UsageError(`${member.name} is the only owner. Make somebody else an owner first.`);
      }
      return { json: answer({ ...member, right }), text: `  ${JSON.stringify(member.name)} is ${right} now.` };
    }),
};

/** `earshot members`: who may sign in to the console. */
export const members: Group = {
  summary: "who may sign in to the console",
  actions: { list, add, "sign-in-link": link, "set-role": setRole, "set-right": setRight },
};
