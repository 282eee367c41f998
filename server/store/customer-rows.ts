import type { Kysely } from "kysely";
import type { Statement } from "./engine.ts";
import type { NewFeedback } from "./feedback.ts";
import { prepared } from "./prepared.ts";
import type { Schema } from "./schema.ts";

/** Who sent a feedback, as far as they said so. */
export type Person = { identity: string; sub: string | null; email: string | null; name: string | null };

/** Columns hold what every database takes: no NUL, no half of a character. The record itself keeps what was sent. */
const plain = (text: string | null | undefined): string | null => text?.replaceAll("\0", "").toWellFormed() || null;

/**
 * One person: by what a user token vouches for, else by the e-mail address they gave. The two are never taken for the same, because
 * anybody can type an address. Who gives neither is nobody in particular.
 */
export const personOf = ({ customer, submission }: Pick<NewFeedback, "customer" | "submission">): Person | null => {
  const sub = plain(customer?.sub);
  const email = plain(submission.customerEmail);
  if (!sub && !email) return null;
  return {
    identity: sub ? `sub ${sub}` : `email ${email?.toLowerCase()}`,
    sub,
    email,
    name: plain(submission.customerName),
  };
};

const searchText = ({ sub, email, name }: Person): string =>
  [name, email, sub].filter(Boolean).join("\n").toLowerCase();

const insertOrUpdate = prepared((sql, row: Person & { id: string; app_id: string; at: number; search: string }) =>
  sql
    .insertInto("customers")
    .values({
      id: row.id,
      app_id: row.app_id,
      identity: row.identity,
      sub: row.sub,
      email: row.email,
      name: row.name,
      search: row.search,
      submissions: 1,
      first_seen_at: row.at,
      last_seen_at: row.at,
    })
    .onConflict((conflict) =>
      conflict.columns(["app_id", "identity"]).doUpdateSet((eb) => {
        // What is pulled over from elsewhere may be older than what is known: then that stands, and it fills in what is missing.
        const isOlder = eb("excluded.last_seen_at", "<", eb.ref("customers.last_seen_at"));
        const known = (column: "name" | "email") => eb.ref(`customers.${column}`);
        const said = (column: "name" | "email") => eb.ref(`excluded.${column}`);
        const newest = (column: "name" | "email") =>
          eb
            .case()
            .when(isOlder)
            .then(eb.fn.coalesce(known(column), said(column)))
            .else(eb.fn.coalesce(said(column), known(column)))
            .end();
        return {
          name: newest("name"),
          email: newest("email"),
          // Who leaves out the name this time can still be found by it.
          search: eb
            .case()
            .when(eb.or([eb("excluded.name", "is", null), eb.and([isOlder, eb("customers.name", "is not", null)])]))
            .then(eb.ref("customers.search"))
            .else(eb.ref("excluded.search"))
            .end(),
          first_seen_at: eb
            .case()
            .when("excluded.first_seen_at", "<", eb.ref("customers.first_seen_at"))
            .then(eb.ref("excluded.first_seen_at"))
            .else(eb.ref("customers.first_seen_at"))
            .end(),
          last_seen_at: eb
            .case()
            .when(isOlder)
            .then(eb.ref("customers.last_seen_at"))
            .else(eb.ref("excluded.last_seen_at"))
            .end(),
          submissions: eb("customers.submissions", "+", 1),
        };
      }),
    )
    .compile(),
);

/**
 * Notes that somebody was here: the first time as a new customer, with the id of their first feedback; later by what they say of
 * themselves now. Belongs into the unit that takes the feedback, before it.
 */
export const seenStatement = (
  sql: Kysely<Schema>,
  { id, appId, at, person }: { id: string; appId: string; at: number; person: Person },
): Statement => ({ query: insertOrUpdate(sql, { ...person, id, app_id: appId, at, search: searchText(person) }) });

export const customerIdQuery = (sql: Kysely<Schema>, appId: string, identity: string) =>
  sql
    .selectFrom("customers")
    .select("customers.id")
    .where("customers.app_id", "=", appId)
    .where("customers.identity", "=", identity);
