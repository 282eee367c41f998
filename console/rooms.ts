import { mayDo } from "../shared/contract/may-do.ts";
import type { Session } from "../shared/contract/session.ts";
import { InboxPage } from "./inbox/inbox-page.tsx";
import type { RoomComponent } from "./room.tsx";
import type { TEXT } from "./text.ts";
import type { IconName } from "./ui/icon.tsx";

export type Room = {
  /** As in the address: `#/NAME`. */
  name: keyof typeof TEXT.rooms;
  icon: IconName;
  /** The rooms of a group stand together in the navigation. */
  group: "work" | "setup" | "team";
  /** Who sees it. */
  isFor: (session: Session) => boolean;
  /** The inbox is there at once; every other room is fetched when somebody goes there. */
  load: () => RoomComponent | Promise<RoomComponent>;
};

const everybody = () => true;

/** The rooms of the console, in the order of the navigation. */
export const ROOMS: readonly Room[] = [
  { name: "inbox", icon: "inbox", group: "work", isFor: everybody, load: () => InboxPage },
  {
    name: "install",
    icon: "install",
    group: "setup",
    isFor: ({ member }) => mayDo(member.right, "manageApps"),
    load: () => import("./install/install-room.tsx").then(({ InstallRoom }) => InstallRoom),
  },
  {
    name: "keys",
    icon: "keys",
    group: "setup",
    isFor: ({ member }) => mayDo(member.right, "manageKeys"),
    load: () => import("./keys/keys-room.tsx").then(({ KeysRoom }) => KeysRoom),
  },
  {
    name: "webhooks",
    icon: "webhooks",
    group: "setup",
    isFor: ({ member }) => mayDo(member.right, "manageWebhooks"),
    load: () => import("./webhooks/webhooks-room.tsx").then(({ WebhooksRoom }) => WebhooksRoom),
  },
  {
    name: "usage",
    icon: "usage",
    group: "setup",
    isFor: ({ member }) => mayDo(member.right, "readUsage"),
    load: () => import("./usage/usage-room.tsx").then(({ UsageRoom }) => UsageRoom),
  },
  {
    name: "members",
    icon: "members",
    group: "team",
    isFor: everybody,
    load: () => import("./members/members-room.tsx").then(({ MembersRoom }) => MembersRoom),
  },
  {
    name: "audit",
    icon: "audit",
    group: "team",
    isFor: ({ member }) => mayDo(member.right, "readAudit"),
    load: () => import("./audit/audit-room.tsx").then(({ AuditRoom }) => AuditRoom),
  },
  {
    name: "privacy",
    icon: "privacy",
    group: "team",
    isFor: ({ member }) => mayDo(member.right, "erasePeople"),
    load: () => import("./privacy/privacy-room.tsx").then(({ PrivacyRoom }) => PrivacyRoom),
  },
  {
    name: "account",
    icon: "account",
    group: "team",
    isFor: everybody,
    load: () => import("./account/account-room.tsx").then(({ AccountRoom }) => AccountRoom),
  },
];

/** The rooms that this member may go into. */
export const roomsOf = (session: Session): readonly Room[] => ROOMS.filter(({ isFor }) => isFor(session));
