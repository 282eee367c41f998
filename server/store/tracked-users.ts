import { sql as raw } from "kysely";
import { mayRead } from "./apps.ts";
import { auditStatement, type Change } from "./audit.ts";
import type { Engine, Statement } from "./engine.ts";
import type { FeedbackReader } from "./feedback.ts";
import type { Schema } from "./schema.ts";

/** By what a user is known: the host's own id of them, else what their browser calls itself before it is known whose it is. */
export type TrackedIdentity = { userId: string } | { anonymousId: string };

/** Somebody who uses an app, as the app told of them. Who uses two apps is two of them. */
export type TrackedUser = {
  id: string;
  appId: string;
  userId: string | null;
  anonymousId: string | null;
  traits: Record<string, unknown>;
  firstSeenAt: number;
  lastSeenAt: number;
};

/** What is known of somebody from now on. */
export type TraitsChange = {
  /** For a user whom nobody has seen before. */
  id: string;
  appId: string;
  userId: string;
  at: number;
  traits: Record<string, unknown>;
  /** As they were read: if they are others by now, nothing is done. */
  before: TrackedUser | undefined;
  /** Whoever they were before it was known who they are: what they did becomes this user's. */
  anonymous: TrackedUser | undefined;
};

/** What went with a user. */
export type ErasedTracking = { trackedUsers: number; trackedEvents: number; recordings: number };

export type TrackedUserStore = {
  /** Newest first by when they were first seen, older than `before`. */
  list(reader: FeedbackReader, page: { limit: number; before: string | undefined }): Promise<TrackedUser[]>;
  find(reader: FeedbackReader, id: string): Promise<TrackedUser | undefined>;
  findBy(appId: string, identity: TrackedIdentity): Promise<TrackedUser | undefined>;
  ofPerson(appId: string, person: TrackedPerson): Promise<TrackedUser[]>;
  /** `false` when somebody else changed one of the two meanwhile; then nothing is done. */
  setTraits(change: TraitsChange): Promise<boolean>;
  /** The user with their events and recordings, in one unit. `undefined` when there is no such user. */
  erase(reader: FeedbackReader, id: string, change: Change): Promise<ErasedTracking | undefined>;
};

const identityText = (identity: TrackedIdentity): string =>
  "userId" in identity ? `user ${identity.userId}` : `anonymous ${identity.anonymousId}`;

const from = (row: Schema["tracked_users"]): TrackedUser => ({
  id: row.id,
  appId: row.app_id,
  userId: row.user_id,
  anonymousId: row.anonymous_id,
  traits: JSON.parse(row.traits) as Record<string, unknown>,
  firstSeenAt: row.first_seen_at,
  lastSeenAt: row.last_seen_at,
});

type Seen = { id: string; appId: string; at: number; identity: TrackedIdentity };

/**
 * Notes that users were here, each once. Belongs into the unit that takes what they did, before it: whoever erases one of them
 * meanwhile is waited for. In the order of their names, so that two units never wait for each other.
 */
export const seenStatements = ({ sql }: Pick<Engine, "sql">, users: Seen[]): Statement[] =>
  [...new Map(users.map((user) => [identityText(user.identity), user]))]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([identity, { id, appId, at, identity: who }]) => ({
      query: sql
        .insertInto("tracked_users")
        .values({
          id,
          app_id: appId,
          identity,
          user_id: "userId" in who ? who.userId : null,
          anonymous_id: "userId" in who ? null : who.anonymousId,
          traits: "{}",
          first_seen_at: at,
          last_seen_at: at,
        })
        .onConflict((conflict) =>
          conflict
            .columns(["app_id", "identity"])
            .doUpdateSet(({ ref }) => ({ last_seen_at: ref("excluded.last_seen_at") })),
        )
        .compile(),
    }));

/** A user as another product knew them; what is known of them here stands. */
export type PastUser = Pick<TrackedUser, "id" | "appId" | "traits" | "firstSeenAt" | "lastSeenAt"> & {
  identity: TrackedIdentity;
};

/** Notes who was here long ago: their traits count where none are known. */
export const pastUserStatement = ({ sql }: Pick<Engine, "sql">, user: PastUser): Statement => ({
  query: sql
    .insertInto("tracked_users")
    .values({
      id: user.id,
      app_id: user.appId,
      identity: identityText(user.identity),
      user_id: "userId" in user.identity ? user.identity.userId : null,
      anonymous_id: "userId" in user.identity ? null : user.identity.anonymousId,
      traits: JSON.stringify(user.traits),
      first_seen_at: user.firstSeenAt,
      last_seen_at: user.lastSeenAt,
    })
    .onConflict((conflict) =>
      conflict.columns(["app_id", "identity"]).doUpdateSet((eb) => {
        const either = (column: "first_seen_at" | "last_seen_at", sign: "<" | ">") =>
          eb
            .case()
            .when(
              `excluded.${column}` as "excluded.first_seen_at",
              sign,
              eb.ref(`tracked_users.${column}` as "tracked_users.first_seen_at"),
            )
            .then(eb.ref(`excluded.${column}` as "excluded.first_seen_at"))
            .else(eb.ref(`tracked_users.${column}` as "tracked_users.first_seen_at"))
            .end();
        return {
          traits: eb
            .case()
            .when("tracked_users.traits", "=", "{}")
            .then(eb.ref("excluded.traits"))
            .else(eb.ref("tracked_users.traits"))
            .end(),
          first_seen_at: either("first_seen_at", "<"),
          last_seen_at: either("last_seen_at", ">"),
        };
      }),
    )
    .compile(),
});

/** The id of whoever is known by this, for a statement behind `seenStatements`. */
export const trackedIdQuery = ({ sql }: Pick<Engine, "sql">, appId: string, identity: TrackedIdentity) =>
  sql
    .selectFrom("tracked_users")
    .select("tracked_users.id")
    .where("tracked_users.app_id", "=", appId)
    .where("tracked_users.identity", "=", identityText(identity));

/** Who somebody is: by the host's own id, or by an address that was told of them. */
export type TrackedPerson = { sub: string | null; email: string | null };

/** The users who are this person. Traits are text, so those that may hold the address are looked at one by one. */
export const usersOfPerson = async (
  { sql, read }: Pick<Engine, "sql" | "read">,
  appId: string,
  { sub, email }: TrackedPerson,
): Promise<TrackedUser[]> => {
  const address = email?.toLowerCase();
  const rows = await read(
    sql
      .selectFrom("tracked_users")
      .selectAll()
      .where("app_id", "=", appId)
      .where(({ eb, or, fn }) =>
        or([
          ...(sub === null ? [] : [eb("identity", "=", identityText({ userId: sub }))]),
          ...(address === undefined
            ? []
            : [eb(fn("lower", ["traits"]), "like", `%${JSON.stringify(address).slice(1, -1)}%`)]),
        ]),
      )
      .compile(),
  );
  const isTheirs = ({ userId, traits }: TrackedUser): boolean =>
    (sub !== null && userId === sub) || (typeof traits.email === "string" && traits.email.toLowerCase() === address);
  return rows.map(from).filter(isTheirs);
};

const OF_A_USER = ["tracked_events", "recordings"] as const;

/** Everything of one user goes, the user first: whoever adds something waits, and then finds them gone. */
export const removeUserStatements = ({ sql }: Pick<Engine, "sql">, appId: string, id: string): Statement[] => [
  { expectRows: 1, query: sql.deleteFrom("tracked_users").where("app_id", "=", appId).where("id", "=", id).compile() },
  ...OF_A_USER.map((table) => ({
    takesLong: true,
    query: sql.deleteFrom(table).where("app_id", "=", appId).where("tracked_user_id", "=", id).compile(),
  })),
];

/** What stands there of a user. */
export const countTracking = async (
  { sql, read }: Pick<Engine, "sql" | "read">,
  appId: string,
  id: string,
): Promise<ErasedTracking> => {
  const [trackedEvents = 0, recordings = 0] = await Promise.all(
    OF_A_USER.map(async (table) => {
      const query = sql.selectFrom(table).select(({ fn }) => fn.countAll<number>().as("count"));
      const counted = query.where("app_id", "=", appId).where("tracked_user_id", "=", id).compile();
      return (await read(counted))[0]?.count ?? 0;
    }),
  );
  return { trackedUsers: 1, trackedEvents, recordings };
};

/** The user's own events and recordings become another's. */
const handOver = ({ sql }: Engine, { appId, id }: TrackedUser, to: string): Statement[] => [
  { expectRows: 1, query: sql.deleteFrom("tracked_users").where("app_id", "=", appId).where("id", "=", id).compile() },
  ...OF_A_USER.map((table) => ({
    takesLong: true,
    query: sql
      .updateTable(table)
      .set({ tracked_user_id: to })
      .where(raw.ref("app_id"), "=", appId)
      .where(raw.ref("tracked_user_id"), "=", id)
      .compile(),
  })),
];

export const trackedUserStore = (engine: Engine): TrackedUserStore => {
  const { sql } = engine;
  const all = sql.selectFrom("tracked_users").selectAll();
  const readable = (reader: FeedbackReader) => all.where(mayRead(sql, reader, "tracked_users"));
  const find: TrackedUserStore["find"] = async (reader, id) => {
    const [row] = await engine.read(readable(reader).where("tracked_users.id", "=", id).compile());
    return row && from(row);
  };
  return {
    find,
    ofPerson: (appId, person) => usersOfPerson(engine, appId, person),
    async list(reader, { limit, before }) {
      let query = readable(reader).orderBy("tracked_users.id", "desc").limit(limit);
      if (before !== undefined) query = query.where("tracked_users.id", "<", before);
      return (await engine.read(query.compile())).map(from);
    },
    async findBy(appId, identity) {
      const query = sql.selectFrom("tracked_users").selectAll();
      const [row] = await engine.read(
        query.where("app_id", "=", appId).where("identity", "=", identityText(identity)).compile(),
      );
      return row && from(row);
    },
    async setTraits({ id, appId, userId, at, traits, before, anonymous }) {
      const text = JSON.stringify(traits);
      const put = before
        ? sql
            .updateTable("tracked_users")
            .set({ traits: text, last_seen_at: at })
            .where("app_id", "=", appId)
            .where("id", "=", before.id)
            .where("traits", "=", JSON.stringify(before.traits))
        : sql
            .insertInto("tracked_users")
            .values({
              id,
              app_id: appId,
              identity: identityText({ userId }),
              user_id: userId,
              anonymous_id: null,
              traits: text,
              first_seen_at: anonymous?.firstSeenAt ?? at,
              last_seen_at: at,
            })
            .onConflict((conflict) => conflict.columns(["app_id", "identity"]).doNothing());
      const { done } = await engine.write([
        { expectRows: 1, query: put.compile() },
        ...(anonymous ? handOver(engine, anonymous, before?.id ?? id) : []),
      ]);
      return done;
    },
    async erase(reader, id, change) {
      const user = await find(reader, id);
      if (!user) return undefined;
      const { appId } = user;
      const erased = await countTracking(engine, appId, id);
      const { done } = await engine.write([
        ...removeUserStatements(engine, appId, id),
        auditStatement(sql, change, {
          organizationId: reader.organizationId,
          appId,
          action: "tracked_user.erased",
          subject: `tracked_user ${id}`,
          details: { ...erased },
        }),
      ]);
      return done ? erased : undefined;
    },
  };
};
