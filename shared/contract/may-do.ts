/** Who may do what in the console. Plain values without a schema library, so that a page can load them for a few bytes. */

/** What a member may do, each more than the one before: reading, working on feedback, running the set-up, making owners. */
export const RIGHTS = ["viewer", "triager", "admin", "owner"] as const;
export type Right = (typeof RIGHTS)[number];

/** Everything that is done in the console, and the least right it needs. The server holds it; pages only hide what is refused. */
export const DEEDS = {
  /** Feedback with its pictures, files and replies, customers, apps, members. */
  readInbox: "viewer",
  readUsage: "viewer",
  /** Status, tags, assignees, duplicates, replies and notes. */
  workOnFeedback: "triager",
  exportFeedback: "triager",
  deleteFeedback: "admin",
  /** Retention, finding and erasing a person. */
  erasePeople: "admin",
  /** Apps and their settings, signing secrets, user tokens. */
  manageApps: "admin",
  /** Keys with their origins and limits, and the codes that make keys. */
  manageKeys: "admin",
  /** Webhooks with their addresses, which may hold secrets, and their deliveries. */
  manageWebhooks: "admin",
  readAudit: "admin",
  /** Invitations, and the rights of members up to one's own. */
  manageMembers: "admin",
  makeOwners: "owner",
} as const satisfies Record<string, Right>;
export type Deed = keyof typeof DEEDS;

/** Whether somebody with this right has at least that one. */
export const isAtLeast = (right: Right, least: Right): boolean => RIGHTS.indexOf(right) >= RIGHTS.indexOf(least);

export const mayDo = (right: Right, deed: Deed): boolean => isAtLeast(right, DEEDS[deed]);
