import { expect, inject, test } from "vitest";
import { asking } from "./asking.ts";
import { startStub } from "./start.ts";

test("a stub runs on the engine of its Vitest project, and what it accepts lies there", async () => {
  const stub = await startStub();
  expect((await asking(() => stub).submit({ content: "here" })).status).toBe(201);
  const postgres = inject("postgres"); // by whoever runs the tests, not by what is tested
  expect(stub.database.engine).toBe(postgres ? "PostgreSQL" : "SQLite");
  const [made] = await stub.database.look(postgres ? "SELECT version() AS by" : "SELECT sqlite_version() AS by");
  expect(made?.by).toMatch(postgres ? /^PostgreSQL \d/ : /^3\./);
  expect(await stub.database.look("SELECT submission FROM feedback")).toEqual([{ submission: '{"content":"here"}' }]);
  await stub.close();
});

test("no two stubs share a database, and none finds what an earlier one left", async () => {
  for (let round = 0; round < 2; round++) {
    const [one, other] = await Promise.all([startStub(), startStub()]);
    expect((await asking(() => one).submit({ content: "of one" })).status).toBe(201);
    expect(await asking(() => one).stored()).toHaveLength(1);
    expect(await asking(() => other).stored()).toEqual([]);
    await Promise.all([one.close(), other.close()]);
  }
});
