import { ID_PATTERN } from "../../shared/contract/routes.ts";
import { Problem } from "../problems.ts";

/** A cursor names the last record of a page. Ids are ordered by time, so what arrives later never moves a page. */
export const cursorFor = (id: string): string => Buffer.from(id, "hex").toString("base64url");

/** @throws Problem `invalid_query` when the text is not a cursor of ours. */
export const idOfCursor = (cursor: string): string => {
  const id = Buffer.from(cursor, "base64url").toString("hex");
  if (!ID_PATTERN.test(id) || cursorFor(id) !== cursor)
    throw new Problem("invalid_query", {
      issues: [{ path: "cursor", message: "must be a nextCursor as it was given" }],
    });
  return id;
};
