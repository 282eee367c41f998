import { ENGINES, isThere } from "./fixtures/pictures-engines.ts";
import { isLacking } from "./fixtures/pictures-lacks.ts";
import { type Drawn, expect, featuresIn, isPicture, test } from "./fixtures/pictures-test.ts";
import { problemsOf } from "./fixtures/pictures-verdict.ts";

/** Pages of features. Each is drawn once by each engine, and compared with what the browser shows. */
const PAGES = {
  paint: "Colours, shapes and effects",
  text: "Text, and what stands before and after it",
  forms: "Controls, with what is in them",
  media: "Pictures, drawings, canvases and films",
  structure: "Shadow roots and frames",
  scroll: "A long page, scrolled",
  "right-to-left": "A page from right to left",
  layers: "The top layer",
  gaps: "What cannot be drawn",
};
const problem = ({ taken }: Drawn): string => (isPicture(taken) ? "" : JSON.stringify(taken));

test.skip(!isThere("renderer"), "the renderer is not written yet");

for (const [name, title] of Object.entries(PAGES))
  test.describe(title, () => {
    for (const feature of featuresIn(name))
      test(feature, async ({ drawn, browserName }) => {
        const lack = isLacking(feature, browserName);
        test.fixme(Boolean(lack), lack);
        const result = await drawn(name, "renderer");
        expect(problem(result)).toBe("");
        expect(problemsOf(result, feature)).toEqual([]);
      });

    test(`${title}, as a whole`, async ({ drawn, browserName }) => {
      const lack = isLacking(`${name} as a whole`, browserName);
      test.fixme(Boolean(lack), lack);
      const result = await drawn(name, "renderer");
      expect(problem(result)).toBe("");
      if (name !== "gaps") expect(result.comparison?.off).toBeLessThan(2);
      // Nothing is called missing that is there.
      const known = result.features.flatMap(({ gap }) => gap ?? []);
      const gaps = "gaps" in result.taken ? result.taken.gaps : [];
      expect(gaps.filter(({ reason }) => !known.includes(reason) && !known.includes(""))).toEqual([]);
    });
  });

for (const pixels of [2, 3])
  test(`with ${pixels} pixels per pixel of the page a picture has two of them, and shows the same`, async ({
    drawn,
    browserName,
  }) => {
    const result = await drawn("paint", "renderer", pixels);
    expect(problem(result)).toBe("");
    expect(result.taken).toMatchObject({ width: 2560, height: 1600 });
    expect(result.comparison?.off).toBeLessThan(3);
    const wanted = result.features.filter(({ name }) => !isLacking(name, browserName));
    const wrong = wanted.flatMap(({ name }) => problemsOf(result, name, 2).map((text) => `${name}: ${text}`));
    expect(wrong).toEqual([]);
  });

test("on a finer screen each letter stands where it does in the page", async ({ drawn }) => {
  const result = await drawn("text", "renderer", 2);
  expect(problem(result)).toBe("");
  expect(result.comparison?.off).toBeLessThan(1);
});

/** How each engine does on all of them: shown, whatever it says. */
test("the engines, feature by feature", async ({ drawn, browserName }, { annotations }) => {
  test.setTimeout(180_000); // all pages, by all engines, on a machine that may be busy
  const rows: string[] = [];
  for (const name of Object.keys(PAGES)) {
    const results = await Promise.all(ENGINES.map((engine) => drawn(name, engine)));
    const verdicts = results.map((result, index) => (feature: string) => {
      if (!isPicture(result.taken)) return `no picture: ${result.taken.reason ?? result.taken.refused}`;
      const [first] = problemsOf(result, feature);
      const lack = ENGINES[index] === "renderer" && isLacking(feature, browserName);
      if (!first) return lack ? "ok, though it is said to be lacking" : "ok";
      return lack ? `lacking, as is known: ${first}` : first;
    });
    for (const feature of featuresIn(name))
      rows.push([name, feature, ...verdicts.map((of) => of(feature))].join(" | "));
    for (const [index, { taken }] of results.entries())
      if (isPicture(taken)) rows.push(`${name} | time of ${ENGINES[index]} | ${Math.round(taken.tookMs)} ms`);
  }
  const table = [`page | feature | ${ENGINES.join(" | ")}`, ...rows];
  annotations.push({ type: "engines", description: table.join("\n") });
  process.stdout.write(`\n${browserName}\n${table.join("\n")}\n`);
  expect(rows.length).toBeGreaterThan(100);
});
