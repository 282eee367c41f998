import { sql as raw, type Selectable } from "kysely";
import { mayRead } from "./apps.ts";
import { auditStatement, type Change } from "./audit.ts";
import {
  addStatement,
  customerOfEmail,
  deleteWithoutFeedback,
  type NamedPerson,
  nameStatement,
} from "./customer-rows.ts";
import type { Engine } from "./engine.ts";
import type { FeedbackReader } from "./feedback.ts";
import { REMOVED_AT_ONCE, removeFeedback } from "./remove-feedback.ts";
import type { Schema } from "./schema.ts";
import { countTracking, type ErasedTracking, removeUserStatements, usersOfPerson } from "./tracked-users.ts";

/** Somebody who gave feedback to an app. Who gave some to two apps is two customers: what one app knows is no other's business. */
export type StoredCustomer = {
  id: string;
  appId: string;
  sub: string | null;
  name: string | null;
  email: string | null;
  /** With which part the name begins that is the given one, where the team said so. */
  givenName: string | null;
  /** How much of their feedback is kept. */
  feedbackCount: number;
  /** When they sent something for the first time, or were added before that. */
  firstSeenAt: number;
  /** `null` while they have never sent anything. */
  lastSeenAt: number | null;
  /** When the team added them; `null` is somebody who came by a feedback alone, and goes with the last of it. */
  addedAt: number | null;
};

/** What went when a person was erased. */
export type Erased = {
  customers: number;
  feedback: number;
  pictures: number;
  attachments: number;
  replies: number;
  events: number;
  idempotencyKeys: number;
} & ErasedTracking;

export type CustomerStore = {
  /** Newest first by when they were first seen, older than `before`. `search` is a part of name, address or `sub`. */
  list(
    reader: FeedbackReader,
    page: { limit: number; before: string | undefined; appId: string | undefined; search: string | undefined },
  ): Promise<StoredCustomer[]>;
  find(reader: FeedbackReader, id: string): Promise<StoredCustomer | undefined>;
  /** Those of these ids that the reader may see, in no order. */
  findAll(reader: FeedbackReader, ids: string[]): Promise<StoredCustomer[]>;
  count(reader: FeedbackReader): Promise<number>;
  /** Who stands at this place of the list, counted from 1; `undefined` behind its end. */
  idAt(reader: FeedbackReader, place: number): Promise<string | undefined>;
  /**
   * Adds a person to an app before they have sent anything: what they send later with this address is theirs. Who is known by it already
   * stays who they are, and is called as it is said now.
   */
  add(
    reader: FeedbackReader,
    appId: string,
    person: NamedPerson,
    change: Change,
  ): Promise<{ id: string; isNew: boolean }>;
  /**
   * Erases a person: their feedback and everything kept for it, then the customer, with what was tracked of the host's user that they
   * are. What they send while it runs goes as well.
   * If it is cut short, asking again finishes it. `undefined` when there is no such customer.
   */
  erase(reader: FeedbackReader, id: string, change: Change): Promise<Erased | undefined>;
};

type Row = Selectable<Schema["customers"]>;

export const customerStore = (engine: Engine): CustomerStore => {
  const { sql } = engine;
  const all = sql.selectFrom("customers").selectAll("customers");
  const readable = (reader: FeedbackReader) => all.where(mayRead(sql, reader, "customers"));

  const countsOf = async (rows: Row[]): Promise<Map<string | null, number>> => {
    const counts = await engine.read(
      sql
        .selectFrom("feedback")
        .select(({ fn }) => ["customer_id", fn.countAll<number>().as("count")])
        .where("app_id", "in", [...new Set(rows.map(({ app_id }) => app_id))])
        .where(
          "customer_id",
          "in",
          rows.map(({ id }) => id),
        )
        .groupBy("customer_id")
        .compile(),
    );
    return new Map(counts.map(({ customer_id, count }) => [customer_id, count]));
  };

  const withCounts = async (rows: Row[]): Promise<StoredCustomer[]> => {
    if (rows.length === 0) return [];
    const counts = await countsOf(rows);
    return rows.map((row) => ({
      id: row.id,
      appId: row.app_id,
      sub: row.sub,
      name: row.name,
      email: row.email,
      givenName: row.given_name,
      feedbackCount: counts.get(row.id) ?? 0,
      firstSeenAt: row.first_seen_at,
      lastSeenAt: row.submissions === 0 ? null : row.last_seen_at,
      addedAt: row.added_at,
    }));
  };

  const count = async (
    table: "pictures" | "attachments" | "replies" | "idempotency_keys",
    ids: string[],
  ): Promise<number> => {
    const query = sql.selectFrom(table).select(({ fn }) => fn.countAll<number>().as("count"));
    return (await engine.read(query.where("feedback_id", "in", ids).compile()))[0]?.count ?? 0;
  };

  const countEvents = async (ids: string[]): Promise<number> => {
    const replies = sql.selectFrom("replies").select("replies.id").where("replies.feedback_id", "in", ids);
    const query = sql
      .selectFrom("events")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where(({ or, eb }) => or([eb("subject_id", "in", ids), eb("subject_id", "in", replies)]));
    return (await engine.read(query.compile()))[0]?.count ?? 0;
  };

  return {
    async list(reader, { limit, before, appId, search }) {
      let query = readable(reader).orderBy("customers.id", "desc").limit(limit);
      if (before) query = query.where("customers.id", "<", before);
      if (appId) query = query.where("customers.app_id", "=", appId);
      if (search) {
        const pattern = `%${search.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
        query = query.where(raw<boolean>`customers.search like ${pattern} escape '\\'`);
      }
      return withCounts(await engine.read(query.compile()));
    },

    async find(reader, id) {
      const rows = await engine.read(readable(reader).where("customers.id", "=", id).compile());
      return (await withCounts(rows))[0];
    },

    async findAll(reader, ids) {
      if (ids.length === 0) return [];
      return withCounts(await engine.read(readable(reader).where("customers.id", "in", ids).compile()));
    },

    async count(reader) {
      const query = readable(reader)
        .clearSelect()
        .select(({ fn }) => fn.countAll<number>().as("count"));
      return (await engine.read(query.compile()))[0]?.count ?? 0;
    },

    async idAt(reader, place) {
      const query = readable(reader).clearSelect().select("customers.id").orderBy("customers.id", "desc");
      return (
        await engine.read(
          query
            .limit(1)
            .offset(place - 1)
            .compile(),
        )
      )[0]?.id;
    },

    async add({ organizationId }, appId, person, change) {
      for (;;) {
        const [known] = await engine.read(customerOfEmail(sql, appId, person.email).compile());
        const id = known?.id ?? change.makeId();
        const outcome = await engine.write([
          known
            ? nameStatement(sql, { id, at: change.at, person })
            : addStatement(sql, { id, appId, at: change.at, person }),
          auditStatement(sql, change, {
            organizationId,
            appId,
            action: "customer.added",
            subject: `customer ${id}`,
            details: {},
          }),
        ]);
        if (outcome.done) return { id, isNew: !known }; // otherwise they came, or went, between the two
      }
    },

    async erase(reader, id, change) {
      const find = async (): Promise<Row | undefined> =>
        (await engine.read(readable(reader).where("customers.id", "=", id).compile()))[0];
      const customer = await find();
      if (!customer) return undefined;
      const { app_id: appId } = customer;
      const { organizationId } = reader;
      const erased: Erased = {
        customers: 1,
        feedback: 0,
        pictures: 0,
        attachments: 0,
        replies: 0,
        events: 0,
        idempotencyKeys: 0,
        trackedUsers: 0,
        trackedEvents: 0,
        recordings: 0,
      };
      const theirs = sql
        .selectFrom("feedback")
        .select("id")
        .where("app_id", "=", appId)
        .where("customer_id", "=", id)
        .orderBy("id")
        .limit(REMOVED_AT_ONCE)
        .compile();
      for (;;) {
        const left = await find(); // before their feedback: what comes in between is seen by how much they have sent
        const ids = (await engine.read(theirs)).map((row) => row.id);
        if (ids.length === 0) {
          const users = await usersOfPerson(engine, appId, customer);
          Object.assign(erased, { trackedUsers: users.length, trackedEvents: 0, recordings: 0 });
          for (const user of users) {
            const { trackedEvents, recordings } = await countTracking(engine, appId, user.id);
            erased.trackedEvents += trackedEvents;
            erased.recordings += recordings;
          }
          const outcome = await engine.write([
            ...users.flatMap((user) => removeUserStatements(engine, appId, user.id)),
            // Mostly the customer went with their last feedback.
            ...(left
              ? [
                  {
                    expectRows: 1,
                    query: deleteWithoutFeedback(sql, { id, appId, submissions: left.submissions }).compile(),
                  },
                ]
              : []),
            auditStatement(sql, change, {
              organizationId,
              appId,
              action: "customer.erased",
              subject: `customer ${id}`,
              details: { ...erased },
            }),
          ]);
          if (outcome.done) return erased;
          continue;
        }
        const [pictures, attachments, replies, idempotencyKeys, events] = await Promise.all([
          count("pictures", ids),
          count("attachments", ids),
          count("replies", ids),
          count("idempotency_keys", ids),
          countEvents(ids),
        ]);
        const audit = {
          action: "customer.feedback_erased",
          subject: `customer ${id}`,
          details: { feedback: ids.length },
        };
        if (!(await removeFeedback(engine, { organizationId, appId, ids, change, audit }))) continue;
        erased.feedback += ids.length;
        erased.pictures += pictures;
        erased.attachments += attachments;
        erased.replies += replies;
        erased.events += events;
        erased.idempotencyKeys += idempotencyKeys;
      }
    },
  };
};
