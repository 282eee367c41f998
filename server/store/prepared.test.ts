import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import { expect, test } from "vitest";
import { prepared } from "./prepared.ts";
import type { Schema } from "./schema.ts";

const database = () =>
  new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });

test("a query is built once for each database, and each use has its own values in the places where they belong", () => {
  let built = 0;
  const insert = prepared((sql, link: Schema["sign_in_links"]) => {
    built++;
    return sql
      .insertInto("sign_in_links")
      .values({ expires_at: link.expires_at, hash: link.hash, member_id: link.member_id })
      .onConflict((conflict) => conflict.doNothing())
      .compile();
  });
  const [one, other] = [database(), database()];
  const first = insert(one, { hash: Buffer.from("a"), member_id: "m", expires_at: 1 });
  const second = insert(one, { hash: Buffer.from("b"), member_id: "n", expires_at: 2 });
  expect(built).toBe(1);
  expect(second.sql).toBe(first.sql);
  expect([first.parameters, second.parameters]).toEqual([
    [1, Buffer.from("a"), "m"],
    [2, Buffer.from("b"), "n"],
  ]);
  insert(other, { hash: Buffer.from("c"), member_id: "o", expires_at: 3 });
  expect(built).toBe(2);
});

test("values that are the same in every use stay where they were written", () => {
  const find = prepared((sql, { id }: { id: string }) =>
    sql.selectFrom("members").select("name").where("id", "=", id).where("right", "=", "owner").limit(1).compile(),
  );
  expect(find(database(), { id: "a" }).parameters).toEqual(["a", "owner", 1]);
});
