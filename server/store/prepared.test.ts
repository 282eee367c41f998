import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import { expect, test } from "vitest";
import { prepared } from "./prepared.ts";

type Tables = { notes: { id: string; text: string | null; at: number } };
const sql = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

test("a query is built once, and each use has its own values in the places where they belong", () => {
  let built = 0;
  const insert = prepared((note: Tables["notes"]) => {
    built++;
    return sql
      .insertInto("notes")
      .values({ at: note.at, id: note.id, text: note.text })
      .onConflict((conflict) => conflict.doNothing())
      .compile();
  });
  const first = insert({ id: "a", text: null, at: 1 });
  const second = insert({ id: "b", text: "x", at: 2 });
  expect(built).toBe(1);
  expect(second.sql).toBe(first.sql);
  expect([first.parameters, second.parameters]).toEqual([
    [1, "a", null],
    [2, "b", "x"],
  ]);
});

test("values that are the same in every use stay where they were written", () => {
  const find = prepared(({ id }: { id: string }) =>
    sql.selectFrom("notes").select("text").where("id", "=", id).where("at", ">", 7).limit(1).compile(),
  );
  expect(find({ id: "a" }).parameters).toEqual(["a", 7, 1]);
});
