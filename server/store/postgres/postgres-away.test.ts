import { expect, test } from "vitest";
import { startPostgres } from "../../../build/services/postgres.ts";
import { type Engine, StoreUnavailableError } from "../engine.ts";
import { openPostgresEngine } from "./postgres-engine.ts";

/** A unit of several statements, so that a connection is lost in the middle of one more likely than not. */
const unit = ({ sql }: Engine) =>
  Array.from({ length: 20 }, () => ({
    query: sql.deleteFrom("installation").where("id", "=", 99).compile(),
  }));

test("a database that is killed under many units makes each of them unavailable and nothing worse, and is used again when it is back", async () => {
  const postgres = await startPostgres();
  const engine = await openPostgresEngine(await postgres.createDatabase("away"));
  try {
    for (let round = 0; round < 2; round++) {
      let isAway = false;
      const errors: unknown[] = [];
      const writers = Array.from({ length: 20 }, async () => {
        while (!isAway)
          await engine.write(unit(engine)).catch((error: unknown) => {
            isAway = true;
            errors.push(error);
          });
      });
      await engine.write(unit(engine)); // all are under way by now
      await postgres.kill();
      await Promise.all(writers);
      expect(errors.length).toBeGreaterThan(0);
      for (const error of errors) expect(error).toBeInstanceOf(StoreUnavailableError);
      // The processes of its connections end when they notice that the first one is gone: not all at once.
      await expect
        .poll(() => engine.write(unit(engine)).catch((error: unknown) => error), { timeout: 10_000 })
        .toBeInstanceOf(StoreUnavailableError);
      await expect(engine.read(engine.sql.selectFrom("installation").selectAll().compile())).rejects.toBeInstanceOf(
        StoreUnavailableError,
      );
      await postgres.start();
      expect(await engine.write(unit(engine))).toMatchObject({ done: true });
    }
  } finally {
    await engine.close();
    await postgres.close();
  }
}, 60_000);
