import type { Status } from "../../shared/contract/enumerations.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { searchTexts } from "./accept-feedback.ts";
import { auditStatement, type Change } from "./audit.ts";
import type { Engine, Statement } from "./engine.ts";
import { eventStatements } from "./events.ts";
import type { FeedbackReader, StoredFeedback } from "./feedback.ts";
import { feedbackFrom, readableFeedback } from "./feedback-rows.ts";

export type FeedbackChanges = {
  status?: Status | undefined;
  tags?: string[] | undefined;
  assignee?: string | null | undefined;
  duplicateOf?: string | null | undefined;
  /** Beside the tags it has, or of them. */
  addTags?: string[] | undefined;
  removeTags?: string[] | undefined;
  /** What it says from then on, made of what it says: asked again where that changed meanwhile. */
  content?: ((written: string) => string) | undefined;
  /** Only if it was last changed then. */
  ifUpdatedAt?: number | undefined;
};

/** What became of a change: done; no such feedback; changed by somebody else meanwhile; or refused because of what a field names, or because that is not there. */
export type FeedbackUpdate =
  | { outcome: "updated"; feedback: StoredFeedback }
  | { outcome: "not_found" }
  | { outcome: "conflict"; updatedAt: number }
  | { outcome: "unknown"; field: "assignee" | "duplicateOf"; what: "member" | "feedback" }
  | { outcome: "refused"; field: "duplicateOf" | "addTags"; reason: string };

type Refusal = Extract<FeedbackUpdate, { outcome: "refused" | "unknown" }>;
const refused = (field: "duplicateOf" | "addTags", reason: string): Refusal => ({ outcome: "refused", field, reason });
const UNKNOWN = {
  assignee: { outcome: "unknown", field: "assignee", what: "member" },
  duplicateOf: { outcome: "unknown", field: "duplicateOf", what: "feedback" },
} as const;

/** Each try that meets another change of the same records starts over with what it left. */
const MOST_TRIES = 10;

const find = async (engine: Engine, reader: FeedbackReader, id: string): Promise<StoredFeedback | undefined> => {
  const query = readableFeedback(engine.sql, reader).selectAll("feedback").where("feedback.id", "=", id).compile();
  const [row] = await engine.read(query);
  return row && feedbackFrom(row);
};

/** The original that this feedback becomes a duplicate of: the one named, or what that is a duplicate of itself. */
const originalOf = async (
  engine: Engine,
  reader: FeedbackReader,
  of: StoredFeedback,
  named: string,
): Promise<string | Refusal> => {
  const { sql } = engine;
  const [target] = await engine.read(
    sql
      .selectFrom("feedback")
      .select(["id", "duplicate_of"])
      .where("app_id", "=", of.appId)
      .where("id", "=", named)
      .compile(),
  );
  if (!target)
    return (await find(engine, reader, named))
      ? refused("duplicateOf", "must be the id of another feedback of the same app")
      : UNKNOWN.duplicateOf;
  const original = target.duplicate_of ?? target.id;
  if (original !== of.id) return original;
  return refused(
    "duplicateOf",
    named === of.id ? "must be another feedback than this" : "is a duplicate of this one already",
  );
};

/** All tags that it will have; `undefined` where they stay as they are. */
const tagsOf = ({ tags }: StoredFeedback, changes: FeedbackChanges): string[] | undefined => {
  if (changes.addTags === undefined && changes.removeTags === undefined) return changes.tags;
  const left = new Set([...tags, ...(changes.addTags ?? [])]);
  for (const tag of changes.removeTags ?? []) left.delete(tag);
  return [...left];
};

const isMember = async ({ sql, read }: Engine, organizationId: string, id: string): Promise<boolean> => {
  const query = sql
    .selectFrom("members")
    .select("id")
    .where("organization_id", "=", organizationId)
    .where("removed_at", "is", null);
  return (await read(query.where("id", "=", id).compile())).length > 0;
};

/**
 * The statements of a change. The record comes first: whoever else changes it waits there. An original must still be one when the
 * record becomes its duplicate, and what were duplicates of the record become duplicates of that original: so there are no chains.
 */
const changeUnit = (
  engine: Engine,
  { id, appId, submission: written }: StoredFeedback,
  { status, tags, assignee, duplicateOf, content, ifUpdatedAt }: FeedbackChanges,
  { organizationId, change }: { organizationId: string; change: Change },
): Statement[] => {
  const { sql } = engine;
  const record = sql.updateTable("feedback").where("app_id", "=", appId);
  const submission = content && { ...written, content: content(written.content) };
  const set = {
    // Later than what was read, also within one millisecond: the next who read the same is to be told.
    updated_at: ifUpdatedAt === undefined ? change.at : Math.max(change.at, ifUpdatedAt + 1),
    ...(status === undefined ? {} : { status }),
    ...(tags === undefined ? {} : { tags: JSON.stringify(tags) }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(duplicateOf === undefined ? {} : { duplicate_of: duplicateOf }),
    ...(submission === undefined ? {} : { submission: JSON.stringify(submission) }),
  };
  const changed = record.set(set).where("id", "=", id);
  const unit: Statement[] = [
    {
      expectRows: 1,
      query: (ifUpdatedAt === undefined ? changed : changed.where("updated_at", "=", ifUpdatedAt)).compile(),
    },
  ];
  if (duplicateOf)
    unit.push(
      {
        expectRows: 1,
        query: record
          .set({ duplicate_of: null })
          .where("id", "=", duplicateOf)
          .where("duplicate_of", "is", null)
          .compile(),
      },
      {
        query: record
          .set({ duplicate_of: duplicateOf, updated_at: change.at })
          .where("duplicate_of", "=", id)
          .compile(),
      },
    );
  if (tags) {
    unit.push({
      query: sql.deleteFrom("feedback_tags").where("app_id", "=", appId).where("feedback_id", "=", id).compile(),
    });
    if (tags.length > 0)
      unit.push({
        query: sql
          .insertInto("feedback_tags")
          .values(tags.map((tag) => ({ app_id: appId, tag, feedback_id: id })))
          .compile(),
      });
  }
  if (submission)
    unit.push(
      { query: engine.search.remove([id]) },
      { query: engine.search.put({ id, appId, texts: searchTexts(submission) }) },
    );
  const named = { status, tags, assignee, duplicateOf, content };
  const fields = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return [
    ...unit,
    ...eventStatements(engine, {
      id: change.makeId(),
      appId,
      type: "feedback.updated",
      subjectId: id,
      createdAt: change.at,
    }),
    auditStatement(sql, change, {
      organizationId,
      appId,
      action: "feedback.updated",
      subject: `feedback ${id}`,
      details: {
        fields,
        ...(status === undefined ? {} : { status }),
        ...(assignee === undefined ? {} : { assignee }),
        ...(duplicateOf === undefined ? {} : { duplicateOf }),
      },
    }),
  ];
};

export const changeFeedback = async (
  engine: Engine,
  reader: FeedbackReader,
  id: string,
  changes: FeedbackChanges,
  change: Change,
): Promise<FeedbackUpdate> => {
  const { organizationId } = reader;
  for (let tries = 1; ; tries++) {
    const found = await find(engine, reader, id);
    if (!found) return { outcome: "not_found" };
    const { ifUpdatedAt = found.updatedAt } = changes;
    if (ifUpdatedAt !== found.updatedAt) return { outcome: "conflict", updatedAt: found.updatedAt };
    const tags = tagsOf(found, changes);
    if (tags !== changes.tags && tags && tags.length > LIMITS.tags)
      return refused("addTags", `would make more than ${LIMITS.tags} tags`);
    if (changes.assignee && !(await isMember(engine, organizationId, changes.assignee))) return UNKNOWN.assignee;
    const original = changes.duplicateOf
      ? await originalOf(engine, reader, found, changes.duplicateOf)
      : changes.duplicateOf;
    if (typeof original === "object" && original !== null) return original;
    // What was made of what was read counts only as long as that stands.
    const isMadeOfRead = changes.ifUpdatedAt !== undefined || changes.content !== undefined || tags !== changes.tags;
    const wanted = { ...changes, tags, duplicateOf: original, ifUpdatedAt: isMadeOfRead ? ifUpdatedAt : undefined };
    const { done } = await engine.write(changeUnit(engine, found, wanted, { organizationId, change }));
    if (!done && tries < MOST_TRIES) continue;
    if (!done) return refused("duplicateOf", "changes all the time: try again");
    const feedback = await find(engine, reader, id);
    return feedback ? { outcome: "updated", feedback } : { outcome: "not_found" };
  }
};
