import { expect, it } from "vitest";
import { withChosenImages } from "./image-set.ts";

const SET = 'image-set(url("https://a.test/a(1).png") 1x, url("b,c.png") 2dppx, url("c.avif") 96dpi type("image/jxl"))';

it.each([
  [1, 'image-set(url("https://a.test/a(1).png") 1x)'],
  [1.5, 'image-set(url("b,c.png") 2dppx)'],
  [3, 'image-set(url("b,c.png") 2dppx)'],
])("at %s pixels a set of images has the one that the browser shows", (pixels, chosen) => {
  expect(withChosenImages(`linear-gradient(red, rgb(0 0 0)), ${SET} 0 0, none`, pixels)).toBe(
    `linear-gradient(red, rgb(0 0 0)), ${chosen} 0 0, none`,
  );
});

it("what has no set stays as it is", () => {
  expect(withChosenImages('url("image-set.png"), none', 2)).toBe('url("image-set.png"), none');
});

it("several sets are chosen from one by one", () => {
  expect(
    withChosenImages(`image-set("a" 1x, "b" 2x), -webkit-image-set(url(c) 1x, linear-gradient(red, blue) 2x)`, 2),
  ).toBe(`image-set("b" 2x), image-set(linear-gradient(red, blue) 2x)`);
});
