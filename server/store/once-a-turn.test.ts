import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { onceATurn } from "./once-a-turn.ts";

test("what is asked in one turn is looked up once for each question, and anew in the next turn", async () => {
  const looks: string[] = [];
  const find = onceATurn(async (question) => {
    looks.push(question.toString());
    return looks.length;
  });
  const [a, b] = [Buffer.from("a"), Buffer.from("b")];
  expect(await Promise.all([find(a), find(b), find(Buffer.from("a"))])).toEqual([1, 2, 1]);
  await turn();
  expect(await find(a)).toBe(3);
  expect(looks).toEqual(["a", "b", "a"]);
});

test("a look that fails, fails for those of its turn only", async () => {
  let isAway = true;
  const find = onceATurn(async () => {
    if (isAway) throw new Error("away");
    return "here";
  });
  const both = [find(Buffer.from("a")), find(Buffer.from("a"))];
  await Promise.all(both.map((one) => expect(one).rejects.toThrow("away")));
  isAway = false;
  await turn();
  expect(await find(Buffer.from("a"))).toBe("here");
});
