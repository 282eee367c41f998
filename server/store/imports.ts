import { acceptUnit } from "./accept-feedback.ts";
import { auditStatement, type Change } from "./audit.ts";
import { addStatement, type NamedPerson } from "./customer-rows.ts";
import type { Engine, Statement } from "./engine.ts";
import type { NewFeedback } from "./feedback.ts";
import { replyStatement, type StoredReply } from "./replies.ts";
import { eventsStatement, type NewTrackedEvent } from "./tracked-events.ts";
import { type PastUser, pastUserStatement } from "./tracked-users.ts";

/** How far a pull from another product has come: which of its lists, and where in it; `null` is its beginning. */
export type ImportPlace = { list: string; cursor: string | null };

export type ImportStore = {
  /** Notes in the log that a pull begins. @returns how far an earlier one came that did not end. */
  begin(
    pull: { organizationId: string; appId: string; source: string },
    change: Change,
  ): Promise<ImportPlace | undefined>;
  /** Where to go on after a kill; `undefined` once the pull is through. */
  setPlace(appId: string, source: string, place: ImportPlace | undefined): Promise<void>;
  /** Those of these that were pulled over before, in hexadecimal. */
  known(appId: string, hashes: Buffer[]): Promise<Set<string>>;
  /**
   * The feedback with its replies, and that this item was pulled over, in one transaction. `false`: it was before, by this run or
   * another at the same time.
   */
  addFeedback(hash: Buffer, feedback: NewFeedback, replies: StoredReply[]): Promise<boolean>;
  /** The same for somebody of whom another product knows; who is known here by the address stays as they are. */
  addPerson(hash: Buffer, person: { id: string; appId: string; at: number; person: NamedPerson }): Promise<boolean>;
  /** The same for something that a user did, and for a user; what is known of the user here stands. */
  addEvent(
    hash: Buffer,
    given: { appId: string; event: NewTrackedEvent; user: Omit<PastUser, "appId" | "identity"> },
  ): Promise<boolean>;
  addUser(hash: Buffer, user: PastUser): Promise<boolean>;
};

export const importStore = (engine: Engine): ImportStore => {
  const { sql } = engine;

  /** The item's mark comes first, so that a twin waits there and then finds it. */
  const once = async (appId: string, hash: Buffer, unit: Statement[]): Promise<boolean> => {
    const mark = sql
      .insertInto("imported_items")
      .values({ app_id: appId, hash })
      .onConflict((conflict) => conflict.doNothing());
    const outcome = await engine.write([{ expectRows: 1, query: mark.compile() }, ...unit]);
    if (!outcome.done && outcome.stoppedAt > 0) throw new Error("a file that was just kept is gone");
    return outcome.done;
  };

  return {
    async begin({ organizationId, appId, source }, change) {
      const entry = { organizationId, appId, action: "import.started", subject: `app ${appId}`, details: { source } };
      await engine.write([auditStatement(sql, change, entry)]);
      const query = sql.selectFrom("imports").select("place").where("app_id", "=", appId).where("source", "=", source);
      const [row] = await engine.read(query.compile());
      return row && (JSON.parse(row.place) as ImportPlace);
    },

    async setPlace(appId, source, place) {
      const query =
        place === undefined
          ? sql.deleteFrom("imports").where("app_id", "=", appId).where("source", "=", source)
          : sql
              .insertInto("imports")
              .values({ app_id: appId, source, place: JSON.stringify(place) })
              .onConflict((conflict) =>
                conflict.columns(["app_id", "source"]).doUpdateSet((eb) => ({ place: eb.ref("excluded.place") })),
              );
      await engine.write([{ query: query.compile() }]);
    },

    async known(appId, hashes) {
      if (hashes.length === 0) return new Set();
      const query = sql.selectFrom("imported_items").select("hash").where("app_id", "=", appId);
      const rows = await engine.read(query.where("hash", "in", hashes).compile());
      return new Set(rows.map(({ hash }) => Buffer.from(hash).toString("hex")));
    },

    addFeedback: (hash, feedback, replies) =>
      once(feedback.appId, hash, [
        ...acceptUnit(engine, feedback),
        ...replies.map((reply) => replyStatement(sql, feedback.appId, reply)),
      ]),

    addEvent: (hash, { appId, event, user }) =>
      once(appId, hash, [
        ...(event.identity ? [pastUserStatement(engine, { ...user, appId, identity: event.identity })] : []),
        eventsStatement(engine, appId, [event]),
      ]),

    addUser: (hash, user) => once(user.appId, hash, [pastUserStatement(engine, user)]),

    addPerson: (hash, person) => once(person.appId, hash, [{ query: addStatement(sql, person).query }]),
  };
};
