import { expect, test } from "vitest";
import { decodePicture } from "../../shared/capture/screenshot/decode.ts";
import { encodePicture } from "../../shared/capture/screenshot/encode.ts";
import { burn } from "./burn.ts";
import { COLORS, type Color } from "./colors.ts";
import { labelSize } from "./draw.ts";
import type { Mark, MarkKind, Point, Scene } from "./scene.ts";

type Rgb = [number, number, number];
const SECRETS: Rgb[] = [
  [12, 200, 77],
  [230, 40, 190],
];

/** A grey picture with a secret in stripes of two colours that nothing else has, at 100, 100, and 200 by 60 large. */
const picture = (): ImageBitmap => {
  const context = new OffscreenCanvas(600, 400).getContext("2d")!;
  context.fillStyle = "rgb(128, 128, 128)";
  context.fillRect(0, 0, 600, 400);
  for (let x = 100; x < 300; x += 20) {
    context.fillStyle = `rgb(${SECRETS[(x / 20) % 2]})`;
    context.fillRect(x, 100, 20, 60);
  }
  return context.canvas.transferToImageBitmap();
};
const pixels = (bitmap: ImageBitmap) => {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const at = (x: number, y: number): Rgb => [...data.subarray((y * bitmap.width + x) * 4).subarray(0, 3)] as Rgb;
  const count = (wanted: Rgb, within: number): number => {
    let found = 0;
    for (let index = 0; index < data.length; index += 4)
      if (wanted.every((part, channel) => Math.abs(part - data[index + channel]!) <= within)) found++;
    return found;
  };
  return { at, count };
};
const mark = (kind: MarkKind, points: Point[], more: Partial<Mark> = {}): Mark => ({
  kind,
  color: "red",
  points,
  ...more,
});
const burnt = (scene: Scene) => pixels(burn(picture(), scene));
const rgb = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;
const fill = (color: Color) => rgb(COLORS[color][0]);

test("every pixel that a redaction touches, in part too, is of one colour, and none beside it is changed", () => {
  const { at, count } = burnt({
    marks: [
      mark("redact", [
        [99.6, 100.3],
        [300.2, 159.8],
      ]),
    ],
  });
  for (let y = 100; y < 160; y++) for (let x = 99; x < 301; x++) expect(at(x, y)).toEqual([0, 0, 0]);
  for (const [x, y] of [
    [98, 120],
    [301, 120],
    [200, 99],
    [200, 160],
  ] as const)
    expect(at(x, y)).toEqual([128, 128, 128]);
  for (const secret of SECRETS) expect(count(secret, 0)).toBe(0);
});

test("nothing of what was redacted is in the encoded picture, scaled down or not, whatever else was drawn on it", async () => {
  const marks = [
    mark(
      "highlight",
      [
        [90, 90],
        [310, 170],
      ],
      { color: "yellow" },
    ),
    mark("redact", [
      [310, 165],
      [95, 95],
    ]),
    mark("arrow", [
      [400, 300],
      [200, 130],
    ]),
    mark(
      "text",
      [
        [120, 110],
        [200, 130],
      ],
      { text: "here" },
    ),
  ];
  const decoded = pixels(await decodePicture(await encodePicture(burn(picture(), { marks }))));
  for (const secret of SECRETS) expect(decoded.count(secret, 60)).toBe(0);
  // The same search finds the secret where it was not redacted.
  const open = pixels(await decodePicture(await encodePicture(burn(picture(), { marks: marks.slice(2) }))));
  for (const secret of SECRETS) expect(open.count(secret, 60)).toBeGreaterThan(100);
});

test("what is cut off is not in the picture, and the rest is where it was", () => {
  const bitmap = burn(picture(), {
    marks: [mark("pin", [[420, 250]])],
    crop: [320, 200, 200, 100],
  });
  expect([bitmap.width, bitmap.height]).toEqual([200, 100]);
  const { at, count } = pixels(bitmap);
  for (const secret of SECRETS) expect(count(secret, 0)).toBe(0);
  expect(at(96, 50)).toEqual(fill("red"));
  expect(at(10, 10)).toEqual([128, 128, 128]);
});

test("every kind of mark is drawn in its colour, and the picture it was drawn on is as it was", () => {
  const size = labelSize("Hi", 1.5);
  const kinds: [MarkKind, Point[], Point][] = [
    [
      "arrow",
      [
        [350, 200],
        [450, 300],
      ],
      [400, 250],
    ],
    [
      "box",
      [
        [350, 200],
        [450, 300],
      ],
      [400, 200],
    ],
    [
      "pen",
      [
        [350, 200],
        [400, 200],
        [450, 200],
      ],
      [400, 200],
    ],
    [
      "highlight",
      [
        [350, 200.5],
        [450, 300],
      ],
      [400, 200],
    ],
    [
      "text",
      [
        [350, 200],
        [350 + size[0], 200 + size[1]],
      ],
      [352, 202],
    ],
    ["pin", [[400, 200]], [395, 200]],
  ];
  for (const [kind, points, [x, y]] of kinds) {
    const bitmap = picture();
    const { at } = pixels(burn(bitmap, { marks: [mark(kind, points, { color: "blue", text: "Hi" })] }));
    // A thin line may lie between two rows.
    const near = [at(x, y), at(x, y - 1), at(x - 1, y), at(x, y + 1)];
    const wanted = fill("blue");
    expect(
      near.some((one) => one.every((part, index) => Math.abs(part - wanted[index]!) < 80)),
      kind,
    ).toBe(true);
    expect(pixels(bitmap).at(x, y)).toEqual([128, 128, 128]);
  }
});

test("a highlight lets through what it lies on", () => {
  const { at } = burnt({
    marks: [
      mark(
        "highlight",
        [
          [320, 100],
          [420, 160],
        ],
        { color: "yellow" },
      ),
    ],
  });
  const [red, green, blue] = at(370, 130);
  expect(red).toBeGreaterThan(150);
  expect(green).toBeGreaterThan(140);
  expect(blue).toBeLessThan(110);
});

test("pins count by themselves, in the order they stand", () => {
  const one = (index: number, count: number) => {
    const marks = Array.from({ length: count }, (_, place) => mark("pin", [[100 + place * 100, 300]]));
    const { at } = burnt({ marks });
    return Array.from({ length: 12 * 12 }, (_, place) =>
      at(94 + index * 100 + (place % 12), 294 + Math.floor(place / 12)),
    );
  };
  expect(one(0, 2)).toEqual(one(0, 1));
  expect(one(1, 2)).not.toEqual(one(0, 2));
});
