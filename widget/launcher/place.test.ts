import fc from "fast-check";
import { expect, test } from "vitest";
import { cssOf, moved, nearest, type Place, placeOf } from "./place.ts";

const ROOM = { width: 1000, height: 800 };
const PILL = { width: 120, height: 44 };
const letGo = (left: number, top: number) => nearest({ left, top, ...PILL }, ROOM);

test("what is let go goes to the nearest edge, and near a corner into it", () => {
  expect(letGo(870, 740)).toEqual({ edge: "bottom", at: 1 });
  expect(letGo(15, 730)).toEqual({ edge: "bottom", at: 0 });
  expect(letGo(30, 10)).toEqual({ edge: "top", at: 0 });
  expect(letGo(440, 700)).toEqual({ edge: "bottom", at: 0.5 });
  expect(letGo(-40, 378)).toEqual({ edge: "left", at: 0.5 });
  expect(letGo(870, 378)).toEqual({ edge: "right", at: 0.5 });
});

test("a place is read as it was written, also beside other things", () => {
  const places = fc.record({
    edge: fc.constantFrom<Place["edge"]>("top", "bottom", "left", "right"),
    at: fc.integer({ min: 0, max: 1000 }).map((part) => part / 1000),
  });
  fc.assert(
    fc.property(places, (place) => {
      expect(placeOf(`display:none;${cssOf(place)};!`)).toEqual(place);
    }),
  );
  for (const none of ["", "inset:0", "--place:middle 1"]) expect(placeOf(none)).toBeUndefined();
});

test("no place has the sign in it that says that something waits to be sent", () => {
  for (const edge of ["top", "bottom", "left", "right"] as const) expect(cssOf({ edge, at: 0.4 })).not.toContain("!");
});

test("moves lead from corner to corner, and where it is already there is no move", () => {
  expect(moved({ edge: "bottom", at: 1 }, "left")).toEqual({ edge: "bottom", at: 0 });
  expect(moved({ edge: "bottom", at: 1 }, "top")).toEqual({ edge: "top", at: 1 });
  expect(moved({ edge: "right", at: 0.5 }, "left")).toEqual({ edge: "left", at: 0.5 });
  expect(moved({ edge: "right", at: 0.5 }, "bottom")).toEqual({ edge: "bottom", at: 1 });
  expect(moved({ edge: "bottom", at: 0.4 }, "right")).toEqual({ edge: "bottom", at: 1 });
  expect(moved({ edge: "bottom", at: 1 }, "right")).toBeUndefined();
  expect(moved({ edge: "left", at: 0.5 }, "left")).toBeUndefined();
});
