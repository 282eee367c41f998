import type { Kysely } from "kysely";
import type { Statement } from "./engine.ts";
import type { NewFeedback } from "./feedback.ts";
import { prepared } from "./prepared.ts";
import type { Schema } from "./schema.ts";

/** Who sent a feedback, as far as they said so. */
export type Person = { identity: string; sub: string | null; email: string | null; name: string | null };

/** Columns hold what every database takes: no NUL, no half of a character. The record itself keeps what was sent. */
const plain = (text: string | null | undefined): string | null => text?.replaceAll("\0", "").toWellFormed() || null;

const identityOfEmail = (email: string): string => `email ${plain(email)?.toLowerCase()}`;

/**
 * One person: by what a user token vouches for, else by the e-mail address they gave. The two are never taken for the same, because
 * anybody can type an address. Who gives neither is nobody in particular.
 */
export const personOf = ({ customer, submission }: Pick<NewFeedback, "customer" | "submission">): Person | null => {
  const sub = plain(customer?.sub);
  const email = plain(submission.customerEmail);
  if (!sub && !email) return null;
  return {
    identity: sub ? `sub ${sub}` : identityOfEmail(email ?? ""),
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
        const isOlder = eb.and([
          eb("excluded.last_seen_at", "<", eb.ref("customers.last_seen_at")),
          eb("customers.submissions", ">", 0),
        ]);
        // Nor does anybody who types an address rename whom the team added.
        const isNameKnown = eb.or([isOlder, eb("customers.added_at", "is not", null)]);
        const known = (column: "name" | "email") => eb.ref(`customers.${column}`);
        const said = (column: "name" | "email") => eb.ref(`excluded.${column}`);
        const newest = (column: "name" | "email", isKnown: typeof isOlder) =>
          eb
            .case()
            .when(isKnown)
            .then(eb.fn.coalesce(known(column), said(column)))
            .else(eb.fn.coalesce(said(column), known(column)))
            .end();
        return {
          name: newest("name", isNameKnown),
          email: newest("email", isOlder),
          // Who leaves out the name this time can still be found by it.
          search: eb
            .case()
            .when(eb.or([eb("excluded.name", "is", null), eb.and([isNameKnown, eb("customers.name", "is not", null)])]))
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

/** The customer whom an address is of, where no user token vouches for another. */
export const customerOfEmail = (sql: Kysely<Schema>, appId: string, email: string) =>
  customerIdQuery(sql, appId, identityOfEmail(email));

/** Somebody whom the team names: known by their e-mail address, so that what they send with it is theirs. */
export type NamedPerson = { email: string; name: string | null; givenName: string | null };

const saidOf = ({ email, name, givenName }: NamedPerson) => {
  const said = { sub: null, email: plain(email), name: plain(name) };
  return {
    ...said,
    given_name: givenName && plain(givenName),
    search: searchText({ identity: identityOfEmail(email), ...said }),
  };
};

/** Adds somebody who has sent nothing yet. Stops its unit when they are known already. */
export const addStatement = (
  sql: Kysely<Schema>,
  { id, appId, at, person }: { id: string; appId: string; at: number; person: NamedPerson },
): Statement => ({
  expectRows: 1,
  query: sql
    .insertInto("customers")
    .values({
      ...saidOf(person),
      id,
      app_id: appId,
      identity: identityOfEmail(person.email),
      submissions: 0,
      first_seen_at: at,
      last_seen_at: at,
      added_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .compile(),
});

/** Who is known already is one of those whom the team added, and is called as it says now. Stops its unit when they are gone. */
export const nameStatement = (
  sql: Kysely<Schema>,
  { id, at, person }: { id: string; at: number; person: NamedPerson },
): Statement => {
  const { name, given_name, search } = saidOf(person);
  return {
    expectRows: 1,
    query: sql
      .updateTable("customers")
      .set(({ fn, val }) => ({
        ...(name === null ? {} : { name, given_name, search }),
        added_at: fn.coalesce("added_at", val(at)),
      }))
      .where("id", "=", id)
      .compile(),
  };
};

/** Deletes a customer of whom there is no feedback, unless they have sent one since `submissions` were counted. */
export const deleteWithoutFeedback = (
  sql: Kysely<Schema>,
  { id, appId, submissions }: { id: string; appId: string; submissions: number },
) =>
  sql
    .deleteFrom("customers")
    .where("id", "=", id)
    .where("submissions", "=", submissions)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("feedback")
            .select("feedback.id")
            .where("feedback.app_id", "=", appId)
            .where("feedback.customer_id", "=", id),
        ),
      ),
    );
