import type { Conversation } from "../../shared/contract/conversation.ts";
import { ifAllowed } from "../if-allowed.ts";

/** By conversation, the last reply that was on the screen. No word of anybody's, and not who it was. */
const NAME = "earshot:seen";
/** More would be remembered for ever. */
const MOST = 100;

type Seen = Record<string, string>;

const read = (storage: Storage | undefined): Seen => {
  const seen = ifAllowed(() => JSON.parse(storage?.getItem(NAME) ?? "{}") as unknown);
  return Object.assign(Object.create(null), Object(seen) === seen ? seen : {}) as Seen;
};

/** How many replies of the team's are new: younger than what was seen, as ids tell. */
export const unreadIn = ({ id, replies }: Conversation, storage: Storage | undefined): number => {
  const last = String(read(storage)[id] ?? "");
  return replies.filter((reply) => reply.from === "team" && reply.id > last).length;
};

/** The conversation is on the screen. Where nothing may be kept, all of it is new again next time. */
export const markSeen = ({ id, replies }: Conversation, storage: Storage | undefined): void => {
  const last = replies.at(-1);
  if (!last) return;
  const { [id]: _, ...others } = read(storage);
  const seen = [...Object.entries(others), [id, last.id]].slice(-MOST);
  ifAllowed(() => storage?.setItem(NAME, JSON.stringify(Object.fromEntries(seen))));
};
