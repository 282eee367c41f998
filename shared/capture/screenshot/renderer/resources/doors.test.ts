import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openDoors } from "./doors.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const after = async <Result>(ms: number, result: Result): Promise<Result> => {
  await new Promise((over) => setTimeout(over, ms));
  return result;
};
/** Asks one site for ten pictures at once. */
const askForTen = async (answer: (index: number) => Promise<string | undefined>) => {
  const door = openDoors();
  const asked: number[] = [];
  const all = Array.from({ length: 10 }, (_, index) =>
    door("https://photos.example", () => {
      asked.push(index);
      return answer(index);
    }),
  );
  await vi.runAllTimersAsync();
  return { asked, results: await Promise.all(all) };
};

test("a site that refuses is asked for two pictures, one after the other", async () => {
  const { asked, results } = await askForTen(() => after(20, undefined));
  expect(asked).toEqual([0, 1]);
  expect(results).toEqual(Array(10).fill(undefined));
});

test("a site whose first answer is an error is asked for two as well", async () => {
  const { asked } = await askForTen(() => Promise.reject(new TypeError("no network")));
  expect(asked).toEqual([0, 1]);
});

test("a site that gives the second picture, the first being gone, is asked for all of them", async () => {
  const { asked, results } = await askForTen((index) => after(20, index === 0 ? undefined : "picture"));
  expect(asked).toHaveLength(10);
  expect(results.slice(1)).toEqual(Array(9).fill("picture"));
});

test("a site that answers late does not hold up the other pictures for long", async () => {
  const { results } = await askForTen((index) => after(index === 0 ? 60_000 : 20, "picture"));
  expect(results).toEqual(Array(10).fill("picture"));
});

test("what one site refuses is no refusal of another", async () => {
  const door = openDoors();
  const refused = ["a", "b"].map(() => door("https://closed.example", async () => undefined));
  await vi.runAllTimersAsync();
  await Promise.all(refused);
  expect(await door("https://open.example", async () => "picture")).toBe("picture");
});
