import { hash } from "node:crypto";
import { ID_PATTERN } from "../../shared/contract/routes.ts";
import { Problem } from "../problems.ts";

const ID_BYTES = 12;
const MARK_BYTES = 6;

/**
 * Whose list a place is in. It keeps nobody out who could not come in anyway, for a list holds only what its reader may see: it tells a
 * cursor that was mixed up. So it needs no secret, and cursors outlive the change of one.
 */
const markOf = (organizationId: string, id: string): Buffer =>
  hash("sha256", `cursor ${organizationId} ${id}`, "buffer").subarray(0, MARK_BYTES);

/** A cursor names the last record of a page. Ids are ordered by time, so what arrives later never moves a page. */
export const cursorFor = (organizationId: string, id: string): string =>
  Buffer.concat([Buffer.from(id, "hex"), markOf(organizationId, id)]).toString("base64url");

/** @throws Problem `invalid_query` when the text is not a cursor of ours; `not_found` when it is one of another organization's list. */
export const idOfCursor = (organizationId: string, cursor: string): string => {
  const bytes = Buffer.from(cursor, "base64url");
  const id = bytes.toString("hex", 0, ID_BYTES);
  if (bytes.length !== ID_BYTES + MARK_BYTES || !ID_PATTERN.test(id) || bytes.toString("base64url") !== cursor)
    throw new Problem("invalid_query", {
      issues: [{ path: "cursor", message: "must be a nextCursor as it was given" }],
    });
  if (!bytes.subarray(ID_BYTES).equals(markOf(organizationId, id))) throw new Problem("not_found", { what: "cursor" });
  return id;
};
