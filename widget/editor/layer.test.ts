import fc from "fast-check";
import { expect, test } from "vitest";
import { submissionSchema } from "../../shared/contract/submission.ts";
import { layerOf, parted } from "./layer.ts";
import type { Mark, MarkKind, Point, Scene } from "./scene.ts";

const mark = (kind: MarkKind, points: Point[], text?: string): Mark => ({
  kind,
  color: "red",
  points,
  ...(text && { text }),
});
const box = (kind: MarkKind, [x, y, right, bottom]: [number, number, number, number], text?: string): Mark =>
  mark(
    kind,
    [
      [x, y],
      [right, bottom],
    ],
    text,
  );
const SIZE = [1_000, 500] as const;
const told = (scene: Scene) => layerOf(parted(scene, 3, SIZE)[1], SIZE);

test("marks are told in shares of the picture, a text with its words and a pin with its number", () => {
  const marks = [
    box("arrow", [100, 50, 900, 500]),
    box("text", [200, 100, 300, 120], "Here"),
    mark("pin", [[500, 250]]),
    mark("pin", [[600, 250]]),
  ];
  expect(told({ marks })).toEqual([
    {
      kind: "arrow",
      color: "red",
      points: [
        { x: 0.1, y: 0.1 },
        { x: 0.9, y: 1 },
      ],
    },
    {
      kind: "text",
      color: "red",
      points: [
        { x: 0.2, y: 0.2 },
        { x: 0.3, y: 0.24 },
      ],
      text: "Here",
    },
    { kind: "pin", color: "red", points: [{ x: 0.5, y: 0.5 }], number: 1 },
    { kind: "pin", color: "red", points: [{ x: 0.6, y: 0.5 }], number: 2 },
  ]);
});

test("nothing is told of what was blacked out, nor of a mark that was blacked out later, in part too", () => {
  const cover = box("redact", [290, 90, 700, 300]);
  const hidden = [
    box("text", [200, 100, 300, 120], "my secret"),
    box("arrow", [100, 50, 400, 200]),
    mark("pen", [
      [705, 100],
      [710, 120],
    ]),
    mark("pin", [[500, 200]]),
    box("highlight", [0, 0, 1_000, 500]),
    box("box", [300, 100, 400, 200]),
  ];
  expect(told({ marks: [...hidden, cover] })).toEqual([]);
  expect(parted({ marks: [...hidden, cover] }, 3, SIZE)[0]).toHaveLength(hidden.length + 1);
  // What is drawn on the black is meant to be seen.
  expect(told({ marks: [cover, ...hidden] })).toHaveLength(hidden.length);
  const away = [box("text", [10, 10, 100, 30], "x"), box("box", [280, 80, 720, 320]), mark("pin", [[900, 400]])];
  expect(told({ marks: [...away, cover] }).map(({ kind }) => kind)).toEqual(["text", "box", "pin"]);
});

test("a pin keeps its number when the one before it was blacked out", () => {
  const marks = [mark("pin", [[100, 100]]), mark("pin", [[500, 100]]), box("redact", [80, 80, 120, 120])];
  expect(told({ marks })).toMatchObject([{ kind: "pin", number: 2 }]);
});

test("nothing is told of what is not wholly in what was left of the picture", () => {
  const marks = [
    box("text", [90, 100, 200, 120], "cut off"),
    box("arrow", [110, 110, 200, 200]),
    mark("pin", [[50, 50]]),
  ];
  expect(told({ marks, crop: [100, 100, 300, 300] }).map(({ kind }) => kind)).toEqual(["arrow"]);
});

test("the way of a pen is told with as many points as the contract takes, its ends among them", () => {
  const way = (length: number): Point[] => Array.from({ length }, (_, index) => [index / 4, 7]);
  for (const length of [1, 2, 46, 47, 48, 49, 95, 96, 2_000]) {
    const [{ points } = { points: [] }] = told({ marks: [mark("pen", way(length))] });
    expect(points.length).toBeLessThanOrEqual(48);
    expect(points.length).toBeGreaterThanOrEqual(Math.min(length, 24));
    expect(points.at(-1)?.x).toBeCloseTo((length - 1) / 4_000, 3);
  }
});

const number = fc.double({ min: -200, max: 1_400, noNaN: true });
const point = fc.tuple(number, number);
const kinds = fc.constantFrom<MarkKind>("arrow", "box", "highlight", "redact", "pen", "pin", "text");
const anyMark = fc
  .tuple(kinds, fc.array(point, { minLength: 2, maxLength: 120 }))
  .map(([kind, points]) =>
    kind === "text"
      ? mark(kind, points.slice(0, 2), "words")
      : mark(kind, kind === "pen" ? points : points.slice(0, kind === "pin" ? 1 : 2)),
  );

test("whatever was drawn, what is told is taken by the contract, and is never a redaction", () => {
  fc.assert(
    fc.property(fc.array(anyMark, { maxLength: 50 }), (marks) => {
      const layer = told({ marks });
      const capture = { method: "renderer" as const, marks: layer };
      expect(submissionSchema.safeParse({ content: "x", capture }).error).toBeUndefined();
      expect(JSON.stringify(layer)).not.toContain("redact");
    }),
  );
});
